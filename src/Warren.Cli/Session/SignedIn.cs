using System.CommandLine;
using System.Net;
using Warren.Contract.Client;

namespace Warren.Cli.Session;

/// <summary>A verb that needs a session: opens it, runs, and turns what goes wrong into one line and exit code 1.</summary>
internal sealed class SignedIn(SessionFile session, ApiConnection connection)
{
    public SessionFile Session { get; } = session;

    public ApiConnection Connection { get; } = connection;

    public IamClient Iam { get; } = new(connection);

    /// <summary>The project of the session.</summary>
    /// <exception cref="CliException">It has none.</exception>
    public string ProjectId => Session.ProjectId ?? throw NoProject();

    /// <summary>The connection, for calls about the session's project.</summary>
    /// <exception cref="CliException">It has none.</exception>
    public ApiConnection InProject => Session.ProjectId is null ? throw NoProject() : Connection;

    public static Command Verb(string name, string description, Func<SignedIn, ParseResult, CancellationToken, Task> run, params IReadOnlyList<Symbol> symbols)
    {
        var command = Plain(name, description, symbols);
        command.SetAction((parsed, ct) => RunAsync(
            async () =>
            {
                var session = SessionFile.Read(SessionFile.DefaultPath(), TimeProvider.System);
                using var http = Http(session.Url);
                await run(new SignedIn(session, new ApiConnection(http) { Token = session.Token, ProjectId = session.ProjectId }), parsed, ct);
            },
            ct));
        return command;
    }

    public static Command Plain(string name, string description, IReadOnlyList<Symbol> symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Argument argument:
                    command.Arguments.Add(argument);
                    break;
                case Option option:
                    command.Options.Add(option);
                    break;
                case Command sub:
                    command.Subcommands.Add(sub);
                    break;
            }
        }

        return command;
    }

    /// <exception cref="CliException">Not the URL of an installation.</exception>
    public static HttpClient Http(string url) => Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? new HttpClient(new SocketsHttpHandler { UseProxy = false, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = address }
        : throw new CliException($"\"{url}\" is not the URL of an installation: it has to begin with http or https.");

    private static CliException NoProject() => new("This session is for the account as a whole: warrenctl login --project NAME");

    public static async Task<int> RunAsync(Func<Task> work, CancellationToken ct)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception e) when (e is CliException or ApiException or HttpRequestException or FileNotFoundException && !ct.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"warrenctl: {e.Message}");
            return 1;
        }
    }
}
