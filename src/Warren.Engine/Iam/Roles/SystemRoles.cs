using System.Text.Json;
using Warren.Engine.Iam.Policies;

namespace Warren.Engine.Iam.Roles;

/// <summary>The roles and policies that every account has (Policies/system-roles.json).</summary>
public static class SystemRoles
{
    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<Role> All { get; } = Read();

    private static readonly Dictionary<string, Role> ById = All.ToDictionary(r => r.Id, StringComparer.Ordinal);

    public static Role? Find(string id) => ById.GetValueOrDefault(id);

    /// <exception cref="InvalidOperationException">There is no such role.</exception>
    public static Role Named(string displayName) => All.Single(r => r.DisplayName == displayName);

    private static List<Role> Read()
    {
        using var file = typeof(SystemRoles).Assembly.GetManifestResourceStream("Warren.Engine.Iam.Policies.system-roles.json")!;
        using var document = JsonDocument.Parse(file);
        return
        [
            .. document.RootElement.EnumerateArray().Select(role =>
            {
                string Text(string name) => role.GetProperty(name).GetString()!;
                var json = role.GetProperty("policy").GetRawText();
                return new Role
                {
                    Id = Text("id"),
                    Name = Text("name"),
                    DisplayName = Text("display_name"),
                    Type = Text("type"),
                    Catalog = Text("catalog"),
                    Description = Text("description"),
                    DescriptionCn = Text("description_cn"),
                    Json = json,
                    Document = PolicyParser.Parse(json),
                };
            }),
        ];
    }
}
