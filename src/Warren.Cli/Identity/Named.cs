using System.CommandLine;
using Warren.Cli.Session;
using Warren.Contract.Iam;

namespace Warren.Cli.Identity;

/// <summary>Finds what the user calls by its name, or by its id.</summary>
internal static class Named
{
    public static Argument<string> Argument(string what) => new(what) { Description = $"Name or id of the {what}." };

    public static async Task<UserBody> UserAsync(SignedIn on, string name, CancellationToken ct) =>
        (await on.Iam.UsersAsync(ct)).FirstOrDefault(u => u.Name == name || u.Id == name) ?? throw Unknown("user", name);

    public static async Task<GroupBody> GroupAsync(SignedIn on, string name, CancellationToken ct) =>
        (await on.Iam.GroupsAsync(ct)).FirstOrDefault(g => g.Name == name || g.Id == name) ?? throw Unknown("group", name);

    public static async Task<RoleBody> RoleAsync(SignedIn on, string name, CancellationToken ct) =>
        (await on.Iam.RolesAsync(ct)).FirstOrDefault(r => r.DisplayName == name || r.Name == name || r.Id == name) ?? throw Unknown("policy", name);

    private static CliException Unknown(string what, string name) => new($"There is no {what} {name} that you can see.");
}
