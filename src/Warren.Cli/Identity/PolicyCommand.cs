using System.CommandLine;
using System.Text.Json;
using Warren.Cli.Session;
using Warren.Contract.Iam;

namespace Warren.Cli.Identity;

/// <summary>policy list, show, create, delete, grant, revoke.</summary>
internal static class PolicyCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Argument<string> Policy = Named.Argument("policy");
    private static readonly Argument<string> Group = Named.Argument("group");
    private static readonly Argument<string> NewName = new("name") { Description = "Name of the new policy." };
    private static readonly Option<string> Document = new("--file") { Description = "The policy document, JSON; - for the standard input.", Required = true };
    private static readonly Option<string> Description = new("--description") { Description = "What it is for.", DefaultValueFactory = _ => "" };
    private static readonly Option<bool> WholeAccount = new("--account") { Description = "In the account as a whole (iam and eps actions) instead of in the session's project." };

    public static Command Create() => SignedIn.Plain(
        "policy",
        "Roles and policies: the system's and the account's own, and who has them.",
        [
            SignedIn.Verb("list", "All of them.", ListAsync),
            SignedIn.Verb("show", "One of them, as it was written.", ShowAsync, Policy),
            SignedIn.Verb("create", "Write a policy.", CreateAsync, NewName, Document, Description, WholeAccount),
            SignedIn.Verb("delete", "Delete a policy of the account that nobody has.", DeleteAsync, Policy),
            SignedIn.Verb("grant", "Give a group a role or policy.", (on, parsed, ct) => GrantAsync(on, parsed, true, ct), Policy, Group, WholeAccount),
            SignedIn.Verb("revoke", "Take it from a group again.", (on, parsed, ct) => GrantAsync(on, parsed, false, ct), Policy, Group, WholeAccount),
        ]);

    private static async Task ListAsync(SignedIn on, ParseResult parsed, CancellationToken ct) => Table.Write(
        ["name", "id", "type", "whose", "description"],
        [.. (await on.Iam.RolesAsync(ct)).Select(r => (string[])[r.DisplayName, r.Id, r.Type, r.DomainId is null ? "system" : "account", r.Description])]);

    private static async Task ShowAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var role = await Named.RoleAsync(on, parsed.GetValue(Policy)!, ct);
        Console.WriteLine(JsonSerializer.Serialize(role.Policy, Indented));
    }

    private static async Task CreateAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var file = parsed.GetValue(Document)!;
        var text = file == "-" ? await Console.In.ReadToEndAsync(ct) : await File.ReadAllTextAsync(file, ct);
        var role = await on.Iam.CreatePolicyAsync(
            new RoleFields
            {
                DisplayName = parsed.GetValue(NewName),
                Type = parsed.GetValue(WholeAccount) ? "AX" : "XA",
                Description = parsed.GetValue(Description),
                Policy = Parse(text, file),
            },
            ct);
        Console.WriteLine($"{role.DisplayName} is {role.Id}.");
    }

    private static JsonElement Parse(string text, string file)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException e)
        {
            throw new CliException($"{file} is not JSON: {e.Message}");
        }
    }

    private static async Task DeleteAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var role = await Named.RoleAsync(on, parsed.GetValue(Policy)!, ct);
        await on.Iam.DeletePolicyAsync(role.Id, ct);
        Console.WriteLine($"{role.DisplayName} is deleted.");
    }

    private static async Task GrantAsync(SignedIn on, ParseResult parsed, bool grant, CancellationToken ct)
    {
        var role = await Named.RoleAsync(on, parsed.GetValue(Policy)!, ct);
        var group = await Named.GroupAsync(on, parsed.GetValue(Group)!, ct);
        var account = parsed.GetValue(WholeAccount);
        await ((grant, account) switch
        {
            (true, true) => on.Iam.GrantInAccountAsync(on.Session.AccountId, group.Id, role.Id, ct),
            (false, true) => on.Iam.RevokeInAccountAsync(on.Session.AccountId, group.Id, role.Id, ct),
            (true, false) => on.Iam.GrantInProjectAsync(on.ProjectId, group.Id, role.Id, ct),
            (false, false) => on.Iam.RevokeInProjectAsync(on.ProjectId, group.Id, role.Id, ct),
        });
        Console.WriteLine($"{group.Name} {(grant ? "has" : "has no longer")} {role.DisplayName} in {(account ? "the account" : $"project {on.Session.Project}")}.");
    }
}
