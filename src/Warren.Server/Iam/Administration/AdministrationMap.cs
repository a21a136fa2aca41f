using System.Globalization;
using System.Text.Json;
using Warren.Contract.Iam;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Groups;
using Warren.Engine.Iam.Lockout;
using Warren.Engine.Iam.Roles;
using Warren.Engine.Iam.TemporaryKeys;

namespace Warren.Server.Iam.Administration;

/// <summary>Between the administration's records and the engine.</summary>
internal static class AdministrationMap
{
    public static ListLinks ListLinks(HttpContext http, string url) => new() { Self = $"{url}{http.Request.Path}" };

    public static UserBody ToBody(User user, string url) => new()
    {
        Id = user.Id,
        Name = user.Name,
        DomainId = user.AccountId,
        Enabled = user.Enabled,
        Description = user.Description,
        Email = user.Email,
        AreaCode = user.AreaCode,
        Phone = user.Phone,
        AccessMode = user.AccessMode,
        Status = user.PasswordToBeChanged ? 0 : 1,
        PwdStatus = user.PasswordToBeChanged,
        IsDomainOwner = user.IsAccountOwner,
        CreateTime = IamMap.Format(user.CreatedAt),
        Links = new ListLinks { Self = $"{url}/v3/users/{user.Id}" },
    };

    public static GroupBody ToBody(Group group, string url) => new()
    {
        Id = group.Id,
        Name = group.Name,
        Description = group.Description,
        DomainId = group.AccountId,
        CreateTime = group.CreatedAt.ToUnixTimeMilliseconds(),
        Links = new ListLinks { Self = $"{url}/v3/groups/{group.Id}" },
    };

    public static GroupsResponse ToResponse(IReadOnlyList<Group> groups, HttpContext http, string url) =>
        new() { Groups = [.. groups.Select(g => ToBody(g, url))], Links = ListLinks(http, url) };

    public static RoleBody ToBody(Role role, string url) => new()
    {
        Id = role.Id,
        Name = role.Name,
        DisplayName = role.DisplayName,
        Type = role.Type,
        Catalog = role.Catalog,
        Description = role.Description,
        DescriptionCn = role.DescriptionCn,
        Flag = role.FineGrained ? "fine_grained" : null,
        Policy = JsonElement.Parse(role.Json),
        DomainId = role.AccountId,
        CreatedTime = Milliseconds(role.CreatedAt),
        UpdatedTime = Milliseconds(role.UpdatedAt),
        Links = new ListLinks { Self = $"{url}/v3/roles/{role.Id}" },
    };

    public static RolesResponse ToResponse(IReadOnlyList<Role> page, int total, HttpContext http, string url) =>
        new() { Roles = [.. page.Select(r => ToBody(r, url))], Links = ListLinks(http, url), TotalNumber = total };

    public static CredentialBody ToBody(AccessKey key, string? secret = null) => new()
    {
        Access = key.Id,
        Secret = secret,
        Status = key.Active ? "active" : "inactive",
        UserId = key.UserId,
        Description = key.Description,
        CreateTime = IamMap.Format(key.CreatedAt),
    };

    public static SecurityTokenResponse ToResponse(TemporaryKey key) => new()
    {
        Credential = new SecurityTokenBody { Access = key.AccessKey, Secret = key.Secret.Reveal(), SecurityToken = key.SecurityToken, ExpiresAt = IamMap.Format(key.ExpiresAt) },
    };

    public static LocksResponse ToResponse(IReadOnlyList<ProofFailures> failures, string userId) => new()
    {
        Locks =
        [
            .. failures.Select(f => new LockBody
            {
                Kind = f.Subject == userId ? "password" : "access_key",
                Subject = f.Subject,
                Source = f.Source,
                Failures = f.Count,
                LastFailureAt = IamMap.Format(f.LastAt),
                LockedUntil = f.LockedUntil is { } until ? IamMap.Format(until) : null,
            }),
        ],
    };

    private static string? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
