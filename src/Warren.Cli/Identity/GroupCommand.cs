using System.CommandLine;
using Warren.Cli.Session;
using Warren.Contract.Iam;

namespace Warren.Cli.Identity;

/// <summary>group list, users, create, add, remove, delete.</summary>
internal static class GroupCommand
{
    private static readonly Argument<string> Group = Named.Argument("group");
    private static readonly Argument<string> User = Named.Argument("user");
    private static readonly Argument<string> NewName = new("name") { Description = "Name of the new group." };
    private static readonly Option<string> Description = new("--description") { Description = "Who is in it.", DefaultValueFactory = _ => "" };

    public static Command Create() => SignedIn.Plain(
        "group",
        "Groups of users; grants go to groups.",
        [
            SignedIn.Verb("list", "All groups.", ListAsync),
            SignedIn.Verb("users", "Who is in a group.", UsersAsync, Group),
            SignedIn.Verb("create", "Make a group.", CreateAsync, NewName, Description),
            SignedIn.Verb("add", "Put a user into a group.", AddAsync, Group, User),
            SignedIn.Verb("remove", "Take a user out of a group.", RemoveAsync, Group, User),
            SignedIn.Verb("delete", "Delete a group with its grants.", DeleteAsync, Group),
        ]);

    private static async Task ListAsync(SignedIn on, ParseResult parsed, CancellationToken ct) => Table.Write(
        ["name", "id", "description"], [.. (await on.Iam.GroupsAsync(ct)).Select(g => (string[])[g.Name, g.Id, g.Description])]);

    private static async Task UsersAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var group = await Named.GroupAsync(on, parsed.GetValue(Group)!, ct);
        Table.Write(["name", "id"], [.. (await on.Iam.GroupUsersAsync(group.Id, ct)).Select(u => (string[])[u.Name, u.Id])]);
    }

    private static async Task CreateAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var group = await on.Iam.CreateGroupAsync(new GroupFields { Name = parsed.GetValue(NewName), Description = parsed.GetValue(Description) }, ct);
        Console.WriteLine($"{group.Name} is {group.Id}.");
    }

    private static async Task AddAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var (group, user) = (await Named.GroupAsync(on, parsed.GetValue(Group)!, ct), await Named.UserAsync(on, parsed.GetValue(User)!, ct));
        await on.Iam.AddToGroupAsync(group.Id, user.Id, ct);
        Console.WriteLine($"{user.Name} is in {group.Name}.");
    }

    private static async Task RemoveAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var (group, user) = (await Named.GroupAsync(on, parsed.GetValue(Group)!, ct), await Named.UserAsync(on, parsed.GetValue(User)!, ct));
        await on.Iam.RemoveFromGroupAsync(group.Id, user.Id, ct);
        Console.WriteLine($"{user.Name} is not in {group.Name}.");
    }

    private static async Task DeleteAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var group = await Named.GroupAsync(on, parsed.GetValue(Group)!, ct);
        await on.Iam.DeleteGroupAsync(group.Id, ct);
        Console.WriteLine($"{group.Name} is deleted.");
    }
}
