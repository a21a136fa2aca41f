using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Groups;
using Warren.Engine.Iam.Roles;
using Warren.Engine.Security;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Iam.Access;

/// <summary>A user of the first account who may do only what was granted, and a token for the first project.</summary>
internal sealed class GrantedUser
{
    public const string Password = "Secret-00";

    private readonly WarrenHost host;

    private GrantedUser(WarrenHost host, User user)
    {
        this.host = host;
        Id = user.Id;
        Name = user.Name;
        AccountId = user.AccountId;
    }

    public string Id { get; }

    public string Name { get; }

    public string AccountId { get; }

    public string Token { get; private set; } = "";

    public static async Task<GrantedUser> AddAsync(WarrenHost host, params IReadOnlyList<string> roles)
    {
        await using var store = host.OpenStore();
        var project = (await store.Projects.FindAsync(host.Credentials.ProjectId))!;
        var id = RandomText.Id();
        var user = new User
        {
            Id = id,
            AccountId = project.AccountId,
            Name = $"user-{id[..8]}",
            PasswordHash = "",
            PasswordChangedAt = project.CreatedAt,
            CreatedAt = project.CreatedAt,
        };
        user.PasswordHash = host.Services.GetRequiredService<IPasswordHasher<User>>().HashPassword(user, Password);
        store.Users.Add(user);
        await store.SaveChangesAsync();
        var granted = new GrantedUser(host, user);
        foreach (var role in roles)
        {
            await granted.GrantAsync(SystemRoles.Named(role).Id, GrantScope.Project, project.Id);
        }

        granted.Token = await host.SignInAsync(granted.SignIn());
        return granted;
    }

    /// <summary>A body of POST /v3/auth/tokens for the first project.</summary>
    public string SignIn() => SignInBody.Of(
        SignInBody.Password(new JsonObject { ["id"] = Id }, Password), new JsonObject { ["project"] = new JsonObject { ["id"] = host.Credentials.ProjectId } });

    public async Task GrantAsync(string roleId, GrantScope scope, string scopeId)
    {
        await using var store = host.OpenStore();
        store.RoleGrants.Add(new RoleGrant
        {
            Id = RandomText.Id(),
            AccountId = AccountId,
            UserId = Id,
            RoleId = roleId,
            Scope = scope,
            ScopeId = scopeId,
            CreatedAt = DateTimeOffset.UnixEpoch,
        });
        await store.SaveChangesAsync();
    }

    /// <summary>The same through a group.</summary>
    public async Task GrantByGroupAsync(string roleId, GrantScope scope, string scopeId)
    {
        await using var store = host.OpenStore();
        var group = new Group { Id = RandomText.Id(), AccountId = AccountId, Name = RandomText.Id(), Description = "", CreatedAt = DateTimeOffset.UnixEpoch };
        store.Groups.Add(group);
        store.GroupMembers.Add(new GroupMember { GroupId = group.Id, UserId = Id });
        store.RoleGrants.Add(new RoleGrant
        {
            Id = RandomText.Id(),
            AccountId = AccountId,
            GroupId = group.Id,
            RoleId = roleId,
            Scope = scope,
            ScopeId = scopeId,
            CreatedAt = DateTimeOffset.UnixEpoch,
        });
        await store.SaveChangesAsync();
    }

    /// <summary>Writes a policy with these statements, in the first project.</summary>
    public async Task GrantPolicyAsync(params IEnumerable<string> statements)
    {
        var policy = new CustomPolicy
        {
            Id = RandomText.Id(),
            AccountId = AccountId,
            Name = RandomText.Id(),
            DisplayName = RandomText.Id(),
            Type = "XA",
            Description = "",
            Document = $$"""{"Version":"1.1","Statement":[{{string.Join(',', statements)}}]}""",
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        await using (var store = host.OpenStore())
        {
            store.CustomPolicies.Add(policy);
            await store.SaveChangesAsync();
        }

        await GrantAsync(policy.Id, GrantScope.Project, host.Credentials.ProjectId);
    }

    public Task<Answer> CallAsync(string method, string path, string? body = null) => host.SendAsync(method, path, body, ("X-Auth-Token", Token));
}
