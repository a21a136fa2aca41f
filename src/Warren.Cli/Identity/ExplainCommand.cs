using System.CommandLine;
using Warren.Cli.Session;
using Warren.Contract.Iam;

namespace Warren.Cli.Identity;

/// <summary>explain: who may do what, on which instance, and by which statement.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string?> Action = new("action")
    {
        Description = "Such as dms:instance:delete. Default: every action.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> User = new("--user") { Description = "Name or id of one user. Default: with an action every user, else you." };
    private static readonly Option<string?> Instance = new("--instance") { Description = "Id of the instance that it is about." };
    private static readonly Option<bool> Statement = new("--statement") { Description = "Show the statement that decided, too." };

    public static Command Create() => SignedIn.Verb(
        "explain", "Who may do what in the session's project, and why.", ExplainAsync, Action, User, Instance, Statement);

    private static async Task ExplainAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var action = parsed.GetValue(Action);
        var user = parsed.GetValue(User) is { Length: > 0 } name ? (await Named.UserAsync(on, name, ct)).Id : action is null ? on.Session.UserId : null;
        var found = await on.Iam.ExplainAsync(user, action, on.Session.ProjectId, parsed.GetValue(Instance), ct);
        Table.Write(
            ["user", "action", "allowed", "why", "granted"],
            [.. found.Select(a => (string[])[a.UserName, a.Action, a.Allowed ? "yes" : "no", a.Reason, string.Join(", ", a.Grants.Select(Granted))])]);
        if (parsed.GetValue(Statement))
        {
            foreach (var decided in found.Where(a => a.Statement is not null).DistinctBy(a => (a.Role!.Id, a.StatementNumber)))
            {
                Console.WriteLine($"\n{decided.Role!.Name}, statement {decided.StatementNumber}:\n{decided.Statement}");
            }
        }
    }

    private static string Granted(AccessGrant grant) =>
        $"{(grant.Group is { } group ? $"to group {group.Name}" : "to the user")} in {grant.Scope.Replace('_', ' ')}{(grant.Scope is "project" or "enterprise_project" ? $" {grant.ScopeId}" : "")}";
}
