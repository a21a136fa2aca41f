using System.CommandLine;
using Warren.Contract.Client;
using Warren.Contract.Iam;

namespace Warren.Cli.Session;

/// <summary>login, logout, whoami.</summary>
internal static class LoginCommand
{
    public static IEnumerable<Command> Create(Option<string> data)
    {
        var url = new Option<string?>("--url") { Description = "The installation, for example http://127.0.0.1:8672. Default: the one of --data." };
        var account = new Option<string?>("--account") { Description = "Account (domain) name. Default: the one of --data." };
        var user = new Option<string?>("--user") { Description = "User name. Default: the one of --data." };
        var project = new Option<string?>("--project") { Description = "Project name. Default: the one of --data; \"\": none, for what concerns the account as a whole." };
        var login = SignedIn.Plain(
            "login", "Sign in and keep the token for the other verbs. The password comes from WARREN_PASSWORD, from --data, or is asked for.", [data, url, account, user, project]);
        login.SetAction((parsed, ct) => SignedIn.RunAsync(
            () => LoginAsync(parsed.GetValue(data)!, parsed.GetValue(url), parsed.GetValue(account), parsed.GetValue(user), parsed.GetValue(project), ct), ct));
        yield return login;
        yield return SignedIn.Verb("logout", "End the token and forget it.", LogoutAsync);
        yield return SignedIn.Verb("whoami", "Who is signed in, where, and until when.", WhoAmIAsync);
    }

    private static async Task LoginAsync(string data, string? url, string? account, string? user, string? project, CancellationToken ct)
    {
        // Each is given, or all are what the first start of the installation on this machine wrote down.
        var known = url is null || account is null || user is null ? InstallationFile.Read(data) : null;
        var (where, who, name) = (url ?? known!.Url, account ?? known!.Account, user ?? known!.User);
        var password = Environment.GetEnvironmentVariable("WARREN_PASSWORD") is { Length: > 0 } given ? given
            : known is not null && (known.Url, known.Account, known.User) == (where, who, name) ? known.Password
            : Ask($"Password of {name} in {who}: ");
        var scope = project switch
        {
            { Length: > 0 } => new ProjectScopeRequest { Name = project },
            null when known is not null => new ProjectScopeRequest { Id = known.ProjectId },
            null => throw new CliException("--project is needed with --url; \"\" for none"),
            _ => null,
        };
        using var http = SignedIn.Http(where);
        var connection = new ApiConnection(http);
        var token = await connection.SignInAsync(who, name, password, scope, ct);
        new SessionFile
        {
            Url = where,
            Token = connection.Token!,
            ExpiresAt = DateTimeOffset.Parse(token.ExpiresAt, System.Globalization.CultureInfo.InvariantCulture),
            AccountId = token.User.Domain.Id,
            Account = token.User.Domain.Name,
            UserId = token.User.Id,
            User = token.User.Name,
            ProjectId = token.Project?.Id,
            Project = token.Project?.Name,
        }.Write(SessionFile.DefaultPath());
        Console.WriteLine($"Signed in to {where} as {token.User.Name} of {token.User.Domain.Name}, {(token.Project is { } p ? $"project {p.Name}" : "the account as a whole")}, until {token.ExpiresAt}.");
    }

    private static async Task LogoutAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        await on.Connection.SignOutAsync(ct);
        File.Delete(SessionFile.DefaultPath());
        Console.WriteLine("Signed out.");
    }

    private static Task WhoAmIAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        Table.Write(
            ["what", "name", "id"],
            [
                ["account", on.Session.Account, on.Session.AccountId],
                ["user", on.Session.User, on.Session.UserId],
                ["project", on.Session.Project ?? "-", on.Session.ProjectId ?? "-"],
                ["installation", on.Session.Url, "-"],
                ["until", $"{on.Session.ExpiresAt:u}", "-"],
            ]);
        return Task.CompletedTask;
    }

    /// <summary>Without showing what is typed; from a pipe, the first line.</summary>
    public static string Ask(string prompt)
    {
        if (Console.IsInputRedirected)
        {
            return Console.ReadLine() ?? throw new CliException("A password is needed: WARREN_PASSWORD, or the first line of the standard input");
        }

        Console.Error.Write(prompt);
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
