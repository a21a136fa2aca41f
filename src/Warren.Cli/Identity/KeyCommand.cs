using System.CommandLine;
using Warren.Cli.Session;
using Warren.Contract.Iam;

namespace Warren.Cli.Identity;

/// <summary>key list, create, enable, disable, delete.</summary>
internal static class KeyCommand
{
    private static readonly Argument<string> Access = new("access") { Description = "The access key." };
    private static readonly Option<string?> User = new("--user") { Description = "Name or id of the user. Default: you." };
    private static readonly Option<string> Description = new("--description") { Description = "What it is for.", DefaultValueFactory = _ => "" };

    public static Command Create() => SignedIn.Plain(
        "key",
        "Access keys, which sign requests.",
        [
            SignedIn.Verb("list", "The keys of a user.", ListAsync, User),
            SignedIn.Verb("create", "Make a key. Its secret is shown now and never again.", CreateAsync, User, Description),
            SignedIn.Verb("enable", "Let a key sign again.", (on, parsed, ct) => SetAsync(on, parsed, "active", ct), Access),
            SignedIn.Verb("disable", "Refuse what a key signs.", (on, parsed, ct) => SetAsync(on, parsed, "inactive", ct), Access),
            SignedIn.Verb("delete", "Delete a key.", DeleteAsync, Access),
        ]);

    private static async Task ListAsync(SignedIn on, ParseResult parsed, CancellationToken ct) => Table.Write(
        ["access", "status", "description", "created"],
        [.. (await on.Iam.KeysAsync(await UserIdAsync(on, parsed, ct), ct)).Select(k => (string[])[k.Access, k.Status, k.Description, k.CreateTime])]);

    private static async Task CreateAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var key = await on.Iam.CreateKeyAsync(new CredentialFields { UserId = await UserIdAsync(on, parsed, ct), Description = parsed.GetValue(Description) }, ct);
        Table.Write(["access", "secret"], [[key.Access, key.Secret!]]);
    }

    private static async Task SetAsync(SignedIn on, ParseResult parsed, string status, CancellationToken ct)
    {
        var key = await on.Iam.UpdateKeyAsync(parsed.GetValue(Access)!, new CredentialFields { Status = status }, ct);
        Console.WriteLine($"{key.Access} is {key.Status}.");
    }

    private static async Task DeleteAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        await on.Iam.DeleteKeyAsync(parsed.GetValue(Access)!, ct);
        Console.WriteLine($"{parsed.GetValue(Access)} is deleted.");
    }

    private static async Task<string?> UserIdAsync(SignedIn on, ParseResult parsed, CancellationToken ct) =>
        parsed.GetValue(User) is { Length: > 0 } name ? (await Named.UserAsync(on, name, ct)).Id : null;
}
