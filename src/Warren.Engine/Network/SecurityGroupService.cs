using Microsoft.EntityFrameworkCore;
using Warren.Engine.EnterpriseProjects;
using Warren.Engine.Iam;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Network;

/// <summary>The security groups of a project and their rules.</summary>
public sealed class SecurityGroupService(StoreContext store, EnterpriseProjectService enterpriseProjects, IBrokerRuntime runtime, TimeProvider clock)
{
    /// <summary>The groups with their rules.</summary>
    public async Task<IReadOnlyList<SecurityGroup>> ListAsync(Caller caller, SecurityGroupFilter filter, Page page, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.SecurityGroup);
        return await store.SecurityGroups.AsNoTracking()
            .Include(g => g.Rules)
            .Where(g => g.ProjectId == project
                && (filter.Id == null || g.Id == filter.Id)
                && (filter.Name == null || g.Name == filter.Name)
                && (filter.Description == null || g.Description == filter.Description)
                && (filter.EnterpriseProjectId == null || g.EnterpriseProjectId == filter.EnterpriseProjectId))
            .On(page)
            .ToListAsync(ct);
    }

    /// <summary>A group with its rules.</summary>
    /// <exception cref="NetworkException">NotFound.</exception>
    public Task<SecurityGroup> FindAsync(Caller caller, string id, CancellationToken ct) => FindAsync(store.SecurityGroups.AsNoTracking().Include(g => g.Rules), caller, id, ct);

    /// <summary>Makes a group with the default rules.</summary>
    /// <exception cref="NetworkException">Invalid, EnterpriseProjectUnknown or EnterpriseProjectDisabled.</exception>
    public async Task<SecurityGroup> CreateAsync(Caller caller, string? name, string? description, string? enterpriseProjectId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var id = RandomText.Uuid();
        var group = new SecurityGroup
        {
            Id = id,
            ProjectId = caller.RequireProject(NetworkKind.SecurityGroup),
            Name = NetworkRules.Name(NetworkKind.SecurityGroup, name),
            Description = NetworkRules.Description(NetworkKind.SecurityGroup, description),
            EnterpriseProjectId = await enterpriseProjects.RequireUsableAsync(caller, enterpriseProjectId, NetworkKind.SecurityGroup, ct),
            CreatedAt = now,
            Rules = SecurityGroupRule.Defaults(id, now),
        };
        store.SecurityGroups.Add(group);
        await store.SaveChangesAsync(ct);
        return group;
    }

    /// <summary>Null values stay.</summary>
    /// <exception cref="NetworkException">NotFound or Invalid.</exception>
    public async Task<SecurityGroup> UpdateAsync(Caller caller, string id, string? name, string? description, CancellationToken ct)
    {
        var group = await FindAsync(store.SecurityGroups.Include(g => g.Rules), caller, id, ct);
        group.Name = name is null ? group.Name : NetworkRules.Name(NetworkKind.SecurityGroup, name);
        group.Description = description is null ? group.Description : NetworkRules.Description(NetworkKind.SecurityGroup, description);
        group.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        return group;
    }

    /// <exception cref="NetworkException">NotFound, or InUse while an instance, a port or another group's rule needs it.</exception>
    public async Task DeleteAsync(Caller caller, string id, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var group = await FindAsync(store.SecurityGroups, caller, id, ct);
        if (await store.Instances.AnyAsync(i => i.SecurityGroupId == id, ct) || await store.Ports.AnyAsync(p => p.SecurityGroupIds.Contains(id), ct))
        {
            throw NetworkRules.InUse(NetworkKind.SecurityGroup, id, "an instance or a port has it");
        }

        if (await store.SecurityGroupRules.AnyAsync(r => r.RemoteGroupId == id && r.SecurityGroupId != id, ct))
        {
            throw NetworkRules.InUse(NetworkKind.SecurityGroup, id, "a rule of another group names it");
        }

        store.SecurityGroups.Remove(group);
        await store.NetworkTags.Where(t => t.ResourceId == id).ExecuteDeleteAsync(ct);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public async Task<IReadOnlyList<SecurityGroupRule>> ListRulesAsync(Caller caller, RuleFilter filter, Page page, CancellationToken ct)
    {
        return await OwnRules(caller)
            .Where(r => (filter.Id == null || r.Id == filter.Id)
                && (filter.SecurityGroupId == null || r.SecurityGroupId == filter.SecurityGroupId)
                && (filter.Direction == null || r.Direction == filter.Direction)
                && (filter.Ethertype == null || r.Ethertype == filter.Ethertype)
                && (filter.Protocol == null || r.Protocol == filter.Protocol)
                && (filter.RemoteGroupId == null || r.RemoteGroupId == filter.RemoteGroupId)
                && (filter.RemoteIpPrefix == null || r.RemoteIpPrefix == filter.RemoteIpPrefix)
                && (filter.Description == null || r.Description == filter.Description)
                && (filter.Action == null || r.Action == filter.Action))
            .On(page)
            .ToListAsync(ct);
    }

    /// <exception cref="NetworkException">NotFound.</exception>
    public async Task<SecurityGroupRule> FindRuleAsync(Caller caller, string id, CancellationToken ct) =>
        await OwnRules(caller).SingleOrDefaultAsync(r => r.Id == id, ct) ?? throw NetworkRules.NotFound(NetworkKind.SecurityGroupRule, id);

    /// <exception cref="NetworkException">Invalid, NotFound of the group or the remote group, or Exists when the group has the same rule.</exception>
    public async Task<SecurityGroupRule> AddRuleAsync(Caller caller, RuleOrder order, CancellationToken ct)
    {
        var rule = SecurityGroupRules.Validate(order, clock.GetUtcNow());
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var group = await FindAsync(store.SecurityGroups.AsNoTracking().Include(g => g.Rules), caller, rule.SecurityGroupId, ct);
        if (rule.RemoteGroupId is { } remote)
        {
            await FindAsync(store.SecurityGroups.AsNoTracking(), caller, remote, ct);
        }

        if (group.Rules.Find(r => SecurityGroupRules.AreSame(r, rule)) is { } same)
        {
            throw new NetworkException(NetworkFault.Exists, NetworkKind.SecurityGroupRule, $"Security group rule already exists. Rule id is {same.Id}.");
        }

        store.SecurityGroupRules.Add(rule);
        await store.SaveChangesAsync(ct);
        await LookSoonAsync(rule.SecurityGroupId, ct);
        await transaction.CommitAsync(ct);
        return rule;
    }

    /// <exception cref="NetworkException">NotFound.</exception>
    public async Task DeleteRuleAsync(Caller caller, string id, CancellationToken ct)
    {
        var rule = await FindRuleAsync(caller, id, ct);
        await store.SecurityGroupRules.Where(r => r.Id == rule.Id).ExecuteDeleteAsync(ct);
        await LookSoonAsync(rule.SecurityGroupId, ct);
    }

    /// <summary>Where the rules are part of an instance's plan, its instances follow them at once and not only at their next regular look.</summary>
    private async Task LookSoonAsync(string groupId, CancellationToken ct)
    {
        if (runtime.NeedsSurroundings)
        {
            await store.Instances.Where(i => i.SecurityGroupId == groupId).ExecuteUpdateAsync(set => set.SetProperty(i => i.DueAt, clock.GetUtcNow()), ct);
        }
    }

    internal static async Task<SecurityGroup> FindAsync(IQueryable<SecurityGroup> groups, Caller caller, string id, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.SecurityGroup);
        return await groups.SingleOrDefaultAsync(g => g.Id == id && g.ProjectId == project, ct) ?? throw NetworkRules.NotFound(NetworkKind.SecurityGroup, id);
    }

    private IQueryable<SecurityGroupRule> OwnRules(Caller caller)
    {
        var project = caller.RequireProject(NetworkKind.SecurityGroupRule);
        return store.SecurityGroupRules.AsNoTracking().Where(r => store.SecurityGroups.Any(g => g.Id == r.SecurityGroupId && g.ProjectId == project));
    }
}

/// <summary>Which groups; null filters are not applied.</summary>
public sealed record SecurityGroupFilter
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? EnterpriseProjectId { get; init; }
}

/// <summary>Which rules; null filters are not applied.</summary>
public sealed record RuleFilter
{
    public string? Id { get; init; }

    public string? SecurityGroupId { get; init; }

    public string? Direction { get; init; }

    public string? Ethertype { get; init; }

    public string? Protocol { get; init; }

    public string? RemoteGroupId { get; init; }

    public string? RemoteIpPrefix { get; init; }

    public string? Description { get; init; }

    public string? Action { get; init; }
}

/// <summary>A rule to make, as it came in.</summary>
public sealed record RuleOrder
{
    public string? SecurityGroupId { get; init; }

    public string? Direction { get; init; }

    public string? Ethertype { get; init; }

    public string? Protocol { get; init; }

    public int? PortMin { get; init; }

    public int? PortMax { get; init; }

    /// <summary>Ports as v3 writes them; wins over the two numbers.</summary>
    public string? MultiPort { get; init; }

    public string? RemoteIpPrefix { get; init; }

    public string? RemoteGroupId { get; init; }

    public string? Description { get; init; }

    public int? Priority { get; init; }

    public string? Action { get; init; }
}
