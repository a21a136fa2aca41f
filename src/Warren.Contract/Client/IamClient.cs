using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Warren.Contract.Iam;

namespace Warren.Contract.Client;

/// <summary>Identity and its administration, with a token: users, groups, policies, grants, access keys, and who may do what.</summary>
public sealed class IamClient(ApiConnection connection)
{
    /// <summary>The projects that the token may be exchanged for.</summary>
    public async Task<IReadOnlyList<ProjectBody>> ProjectsAsync(CancellationToken ct) =>
        (await GetAsync("v3/auth/projects", IamJson.Wire.ProjectsResponse, ct)).Projects;

    public async Task<IReadOnlyList<UserBody>> UsersAsync(CancellationToken ct) => (await GetAsync("v3/users", IamJson.Wire.UsersResponse, ct)).Users;

    public async Task<UserBody> CreateUserAsync(UserFields fields, CancellationToken ct) => (await SendUserAsync(HttpMethod.Post, "v3.0/OS-USER/users", fields, ct)).User;

    public async Task<UserBody> UpdateUserAsync(string id, UserFields fields, CancellationToken ct) =>
        (await SendUserAsync(HttpMethod.Put, $"v3.0/OS-USER/users/{Escape(id)}", fields, ct)).User;

    public Task DeleteUserAsync(string id, CancellationToken ct) => connection.SendAsync(HttpMethod.Delete, $"v3/users/{Escape(id)}", null, ct);

    /// <summary>Changes the caller's own password, which ends its tokens.</summary>
    public async Task ChangePasswordAsync(string id, string original, string wanted, CancellationToken ct)
    {
        using var content = JsonContent.Create(new UserRequest { User = new UserFields { OriginalPassword = original, Password = wanted } }, IamJson.Wire.UserRequest);
        await connection.SendAsync(HttpMethod.Post, $"v3/users/{Escape(id)}/password", content, ct);
    }

    public async Task<IReadOnlyList<LockBody>> LocksAsync(string userId, CancellationToken ct) =>
        (await GetAsync($"v3.0/OS-USER/users/{Escape(userId)}/locks", IamJson.Wire.LocksResponse, ct)).Locks;

    public Task UnlockAsync(string userId, CancellationToken ct) => connection.SendAsync(HttpMethod.Delete, $"v3.0/OS-USER/users/{Escape(userId)}/locks", null, ct);

    public async Task<IReadOnlyList<GroupBody>> GroupsAsync(CancellationToken ct) => (await GetAsync("v3/groups", IamJson.Wire.GroupsResponse, ct)).Groups;

    public async Task<IReadOnlyList<UserBody>> GroupUsersAsync(string groupId, CancellationToken ct) =>
        (await GetAsync($"v3/groups/{Escape(groupId)}/users", IamJson.Wire.UsersResponse, ct)).Users;

    public async Task<GroupBody> CreateGroupAsync(GroupFields fields, CancellationToken ct)
    {
        using var content = JsonContent.Create(new GroupRequest { Group = fields }, IamJson.Wire.GroupRequest);
        return (await connection.SendAsync(HttpMethod.Post, "v3/groups", content, IamJson.Wire.GroupResponse, ct)).Group;
    }

    public Task DeleteGroupAsync(string id, CancellationToken ct) => connection.SendAsync(HttpMethod.Delete, $"v3/groups/{Escape(id)}", null, ct);

    public Task AddToGroupAsync(string groupId, string userId, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Put, $"v3/groups/{Escape(groupId)}/users/{Escape(userId)}", null, ct);

    public Task RemoveFromGroupAsync(string groupId, string userId, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Delete, $"v3/groups/{Escape(groupId)}/users/{Escape(userId)}", null, ct);

    /// <summary>The system's roles and policies, and after them the account's own.</summary>
    public async Task<IReadOnlyList<RoleBody>> RolesAsync(CancellationToken ct) =>
    [
        .. (await GetAsync("v3/roles", IamJson.Wire.RolesResponse, ct)).Roles,
        .. (await GetAsync("v3.0/OS-ROLE/roles", IamJson.Wire.RolesResponse, ct)).Roles,
    ];

    public async Task<RoleBody> CreatePolicyAsync(RoleFields fields, CancellationToken ct)
    {
        using var content = JsonContent.Create(new RoleRequest { Role = fields }, IamJson.Wire.RoleRequest);
        return (await connection.SendAsync(HttpMethod.Post, "v3.0/OS-ROLE/roles", content, IamJson.Wire.RoleResponse, ct)).Role;
    }

    public Task DeletePolicyAsync(string id, CancellationToken ct) => connection.SendAsync(HttpMethod.Delete, $"v3.0/OS-ROLE/roles/{Escape(id)}", null, ct);

    /// <summary>Gives a group a role in a project.</summary>
    public Task GrantInProjectAsync(string projectId, string groupId, string roleId, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Put, $"v3/projects/{Escape(projectId)}/groups/{Escape(groupId)}/roles/{Escape(roleId)}", null, ct);

    public Task RevokeInProjectAsync(string projectId, string groupId, string roleId, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Delete, $"v3/projects/{Escape(projectId)}/groups/{Escape(groupId)}/roles/{Escape(roleId)}", null, ct);

    /// <summary>The roles that a group has in a project.</summary>
    public async Task<IReadOnlyList<RoleBody>> RolesInProjectAsync(string projectId, string groupId, CancellationToken ct) =>
        (await GetAsync($"v3/projects/{Escape(projectId)}/groups/{Escape(groupId)}/roles", IamJson.Wire.RolesResponse, ct)).Roles;

    /// <summary>The roles that a group has in the account as a whole.</summary>
    public async Task<IReadOnlyList<RoleBody>> RolesInAccountAsync(string accountId, string groupId, CancellationToken ct) =>
        (await GetAsync($"v3/domains/{Escape(accountId)}/groups/{Escape(groupId)}/roles", IamJson.Wire.RolesResponse, ct)).Roles;

    /// <summary>Gives a group a role in the account as a whole.</summary>
    public Task GrantInAccountAsync(string accountId, string groupId, string roleId, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Put, $"v3/domains/{Escape(accountId)}/groups/{Escape(groupId)}/roles/{Escape(roleId)}", null, ct);

    public Task RevokeInAccountAsync(string accountId, string groupId, string roleId, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Delete, $"v3/domains/{Escape(accountId)}/groups/{Escape(groupId)}/roles/{Escape(roleId)}", null, ct);

    /// <param name="userId">Null: the caller's own.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<IReadOnlyList<CredentialBody>> KeysAsync(string? userId, CancellationToken ct) =>
        (await GetAsync($"v3.0/OS-CREDENTIAL/credentials?user_id={Escape(userId ?? "")}", IamJson.Wire.CredentialsResponse, ct)).Credentials;

    /// <summary>The only answer that holds the secret.</summary>
    public Task<CredentialBody> CreateKeyAsync(CredentialFields fields, CancellationToken ct) => SendKeyAsync(HttpMethod.Post, "", fields, ct);

    public Task<CredentialBody> UpdateKeyAsync(string access, CredentialFields fields, CancellationToken ct) => SendKeyAsync(HttpMethod.Put, "/" + Escape(access), fields, ct);

    public Task DeleteKeyAsync(string access, CancellationToken ct) => connection.SendAsync(HttpMethod.Delete, $"v3.0/OS-CREDENTIAL/credentials/{Escape(access)}", null, ct);

    /// <summary>Who may do what, and by which statement; null: every user, every action.</summary>
    public async Task<IReadOnlyList<AccessBody>> ExplainAsync(string? userId, string? action, string? projectId, string? instanceId, CancellationToken ct) =>
        (await GetAsync(
            $"v3.0/OS-PERMISSION/access?user_id={Escape(userId ?? "")}&action={Escape(action ?? "")}&project_id={Escape(projectId ?? "")}&instance_id={Escape(instanceId ?? "")}",
            IamJson.Wire.AccessResponse,
            ct)).Access;

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> answer, CancellationToken ct) => connection.SendAsync(HttpMethod.Get, path, null, answer, ct);

    private async Task<UserResponse> SendUserAsync(HttpMethod method, string path, UserFields fields, CancellationToken ct)
    {
        using var content = JsonContent.Create(new UserRequest { User = fields }, IamJson.Wire.UserRequest);
        return await connection.SendAsync(method, path, content, IamJson.Wire.UserResponse, ct);
    }

    private async Task<CredentialBody> SendKeyAsync(HttpMethod method, string path, CredentialFields fields, CancellationToken ct)
    {
        using var content = JsonContent.Create(new CredentialRequest { Credential = fields }, IamJson.Wire.CredentialRequest);
        return (await connection.SendAsync(method, "v3.0/OS-CREDENTIAL/credentials" + path, content, IamJson.Wire.CredentialResponse, ct)).Credential;
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
