using System.CommandLine;
using Warren.Cli.Session;
using Warren.Contract.Iam;

namespace Warren.Cli.Identity;

/// <summary>user list, show, create, password, enable, disable, unlock, delete.</summary>
internal static class UserCommand
{
    private static readonly Argument<string> User = Named.Argument("user");
    private static readonly Argument<string> NewName = new("name") { Description = "Name of the new user." };
    private static readonly Option<string> Description = new("--description") { Description = "What it is for.", DefaultValueFactory = _ => "" };
    private static readonly Option<bool> NoPassword = new("--no-password") { Description = "It comes in with access keys alone." };

    public static Command Create() => SignedIn.Plain(
        "user",
        "Users of the account.",
        [
            SignedIn.Verb("list", "All users that you may see.", ListAsync),
            SignedIn.Verb("show", "One user, its groups' grants left out, with where it is locked.", ShowAsync, User),
            SignedIn.Verb("create", "Make a user. The password comes from NEW_PASSWORD or is asked for.", CreateAsync, NewName, Description, NoPassword),
            SignedIn.Verb("password", "Set a user's password, or change your own. From NEW_PASSWORD (and WARREN_PASSWORD for your own old one), or asked for.", PasswordAsync, User),
            SignedIn.Verb("enable", "Let a user in again.", (on, parsed, ct) => EnableAsync(on, parsed, true, ct), User),
            SignedIn.Verb("disable", "Keep a user out; its tokens end at once.", (on, parsed, ct) => EnableAsync(on, parsed, false, ct), User),
            SignedIn.Verb("unlock", "Forget a user's failed sign-ins and signatures.", UnlockAsync, User),
            SignedIn.Verb("delete", "Delete a user with its keys and grants.", DeleteAsync, User),
        ]);

    private static async Task ListAsync(SignedIn on, ParseResult parsed, CancellationToken ct) => Table.Write(
        ["name", "id", "enabled", "created"],
        [.. (await on.Iam.UsersAsync(ct)).Select(u => (string[])[u.Name, u.Id, u.Enabled ? "yes" : "no", u.CreateTime])]);

    private static async Task ShowAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var user = await Named.UserAsync(on, parsed.GetValue(User)!, ct);
        Table.Write(
            ["field", "value"],
            [
                ["name", user.Name],
                ["id", user.Id],
                ["description", user.Description],
                ["enabled", user.Enabled ? "yes" : "no"],
                ["account's own", user.IsDomainOwner ? "yes" : "no"],
                ["created", user.CreateTime],
            ]);
        if (await on.Iam.LocksAsync(user.Id, ct) is { Count: > 0 } locks)
        {
            Console.WriteLine();
            Table.Write(
                ["failures of", "from", "in a row", "last", "locked until"],
                [.. locks.Select(l => (string[])[l.Kind == "password" ? "password" : l.Subject, l.Source, $"{l.Failures}", l.LastFailureAt, l.LockedUntil ?? "not locked"])]);
        }
    }

    private static async Task CreateAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var user = await on.Iam.CreateUserAsync(
            new UserFields { Name = parsed.GetValue(NewName), Description = parsed.GetValue(Description), Password = parsed.GetValue(NoPassword) ? null : NewPassword() }, ct);
        Console.WriteLine($"{user.Name} is {user.Id}.");
    }

    private static async Task PasswordAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var user = await Named.UserAsync(on, parsed.GetValue(User)!, ct);
        if (user.Id == on.Session.UserId)
        {
            var old = Environment.GetEnvironmentVariable("WARREN_PASSWORD") is { Length: > 0 } given ? given : LoginCommand.Ask("Old password: ");
            await on.Iam.ChangePasswordAsync(user.Id, old, NewPassword(), ct);
            File.Delete(SessionFile.DefaultPath());
            Console.WriteLine("Your password is changed, and your tokens have ended: warrenctl login");
            return;
        }

        await on.Iam.UpdateUserAsync(user.Id, new UserFields { Password = NewPassword() }, ct);
        Console.WriteLine($"The password of {user.Name} is changed, and its tokens have ended.");
    }

    private static async Task EnableAsync(SignedIn on, ParseResult parsed, bool enabled, CancellationToken ct)
    {
        var user = await Named.UserAsync(on, parsed.GetValue(User)!, ct);
        await on.Iam.UpdateUserAsync(user.Id, new UserFields { Enabled = enabled }, ct);
        Console.WriteLine($"{user.Name} is {(enabled ? "enabled" : "disabled")}.");
    }

    private static async Task UnlockAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var user = await Named.UserAsync(on, parsed.GetValue(User)!, ct);
        await on.Iam.UnlockAsync(user.Id, ct);
        Console.WriteLine($"{user.Name} and its keys are locked nowhere.");
    }

    private static async Task DeleteAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var user = await Named.UserAsync(on, parsed.GetValue(User)!, ct);
        await on.Iam.DeleteUserAsync(user.Id, ct);
        Console.WriteLine($"{user.Name} is deleted.");
    }

    private static string NewPassword() =>
        Environment.GetEnvironmentVariable("NEW_PASSWORD") is { Length: > 0 } given ? given : LoginCommand.Ask("New password: ");
}
