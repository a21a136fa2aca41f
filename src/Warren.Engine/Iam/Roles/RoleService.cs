using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam.Policies;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Iam.Roles;

/// <summary>The system's roles, and the policies that the caller's account wrote.</summary>
public sealed class RoleService(StoreContext store, TimeProvider clock)
{
    /// <exception cref="IamException">404: unknown, or of another account.</exception>
    public async Task<Role> FindAsync(Caller caller, string id, CancellationToken ct) => SystemRoles.Find(id) ?? Role.Of(await CustomAsync(caller, id, ct));

    /// <summary>The account's own policies, by display name.</summary>
    public async Task<IReadOnlyList<Role>> ListCustomAsync(Caller caller, CancellationToken ct) =>
        [.. (await store.CustomPolicies.AsNoTracking().Where(p => p.AccountId == caller.AccountId).OrderBy(p => p.DisplayName).ToListAsync(ct)).Select(Role.Of)];

    /// <exception cref="IamException">404: unknown, of another account, or the system's.</exception>
    public async Task<CustomPolicy> CustomAsync(Caller caller, string id, CancellationToken ct) =>
        await store.CustomPolicies.SingleOrDefaultAsync(p => p.Id == id && p.AccountId == caller.AccountId, ct) ?? throw IamException.Unknown("role", id);

    public async Task<Role> CreateAsync(Caller caller, PolicyChange wanted, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var id = RandomText.Id();
        var policy = new CustomPolicy
        {
            Id = id,
            AccountId = caller.AccountId,
            Name = $"custom_{id}",
            DisplayName = IamRules.DisplayName("display_name", wanted.DisplayName),
            Type = Type(wanted.Type),
            Description = IamRules.Description(wanted.Description),
            DescriptionCn = wanted.DescriptionCn is null ? null : IamRules.Description(wanted.DescriptionCn),
            Document = Document(wanted.Json),
            CreatedAt = now,
            UpdatedAt = now,
        };
        await RequireFreeAsync(policy, ct);
        store.CustomPolicies.Add(policy);
        await store.SaveChangesAsync(ct);
        return Role.Of(policy);
    }

    public async Task<Role> UpdateAsync(Caller caller, string id, PolicyChange wanted, CancellationToken ct)
    {
        var policy = await CustomAsync(caller, id, ct);
        policy.DisplayName = wanted.DisplayName is null ? policy.DisplayName : IamRules.DisplayName("display_name", wanted.DisplayName);
        policy.Type = wanted.Type is null ? policy.Type : Type(wanted.Type);
        policy.Description = wanted.Description is null ? policy.Description : IamRules.Description(wanted.Description);
        policy.DescriptionCn = wanted.DescriptionCn is null ? policy.DescriptionCn : IamRules.Description(wanted.DescriptionCn);
        policy.Document = wanted.Json is null ? policy.Document : Document(wanted.Json);
        policy.UpdatedAt = clock.GetUtcNow();
        await RequireFreeAsync(policy, ct);
        await store.SaveChangesAsync(ct);
        return Role.Of(policy);
    }

    /// <exception cref="IamException">409: it is granted to somebody.</exception>
    public async Task DeleteAsync(Caller caller, string id, CancellationToken ct)
    {
        var policy = await CustomAsync(caller, id, ct);
        if (await store.RoleGrants.AnyAsync(g => g.RoleId == id, ct))
        {
            throw IamException.Conflict("The policy is granted to somebody; take it back first.");
        }

        store.CustomPolicies.Remove(policy);
        await store.SaveChangesAsync(ct);
    }

    private async Task RequireFreeAsync(CustomPolicy policy, CancellationToken ct)
    {
        if (SystemRoles.All.Any(r => r.DisplayName == policy.DisplayName)
            || await store.CustomPolicies.AnyAsync(p => p.AccountId == policy.AccountId && p.DisplayName == policy.DisplayName && p.Id != policy.Id, ct))
        {
            throw IamException.Conflict($"A policy named {policy.DisplayName} exists.");
        }
    }

    private static string Type(string? type) => type is "AX" or "XA" ? type : throw IamException.Invalid("type", "AX (in the account as a whole) or XA (in projects)");

    private static string Document(string? json)
    {
        try
        {
            var document = PolicyParser.Parse(json ?? throw IamException.Invalid("policy", "a policy document"));
            return document.Version == PolicyDocument.PolicyVersion ? json : throw IamException.Invalid("policy.Version", "\"1.1\" for a custom policy");
        }
        catch (PolicyFormatException e)
        {
            throw new IamException(400, $"policy is not acceptable: {e.Message}.");
        }
    }
}

/// <summary>What a policy is made with, or what is to change; null: not given.</summary>
public sealed record PolicyChange
{
    public string? DisplayName { get; init; }

    public string? Type { get; init; }

    public string? Description { get; init; }

    public string? DescriptionCn { get; init; }

    /// <summary>The document.</summary>
    public string? Json { get; init; }
}
