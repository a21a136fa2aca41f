using System.Net;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.EnterpriseProjects;
using Warren.Engine.Iam;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Network;

/// <summary>The VPCs of a project. What belongs to another project is not found.</summary>
public sealed class VpcService(StoreContext store, EnterpriseProjectService enterpriseProjects, TimeProvider clock)
{
    /// <summary>Further ranges that one VPC can have.</summary>
    public const int MostExtendRanges = 5;

    public async Task<IReadOnlyList<Vpc>> ListAsync(Caller caller, VpcFilter filter, Page page, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.Vpc);
        return await store.Vpcs.AsNoTracking()
            .Where(v => v.ProjectId == project
                && (filter.Id == null || v.Id == filter.Id)
                && (filter.Name == null || v.Name == filter.Name)
                && (filter.EnterpriseProjectId == null || v.EnterpriseProjectId == filter.EnterpriseProjectId))
            .On(page)
            .ToListAsync(ct);
    }

    /// <exception cref="NetworkException">NotFound.</exception>
    public Task<Vpc> FindAsync(Caller caller, string id, CancellationToken ct) => FindAsync(store.Vpcs.AsNoTracking(), caller, id, ct);

    /// <summary>Makes a VPC; without a range it takes subnets of any.</summary>
    /// <exception cref="NetworkException">Invalid, EnterpriseProjectUnknown or EnterpriseProjectDisabled.</exception>
    public async Task<Vpc> CreateAsync(Caller caller, VpcOrder order, CancellationToken ct)
    {
        var vpc = new Vpc
        {
            Id = RandomText.Uuid(),
            ProjectId = caller.RequireProject(NetworkKind.Vpc),
            Name = NetworkRules.Name(NetworkKind.Vpc, order.Name),
            Description = NetworkRules.Description(NetworkKind.Vpc, order.Description),
            Cidr = string.IsNullOrEmpty(order.Cidr) ? "" : CidrRules.Vpc(order.Cidr).ToString(),
            EnterpriseProjectId = await enterpriseProjects.RequireUsableAsync(caller, order.EnterpriseProjectId, NetworkKind.Vpc, ct),
            CreatedAt = clock.GetUtcNow(),
        };
        store.Vpcs.Add(vpc);
        await store.SaveChangesAsync(ct);
        return vpc;
    }

    /// <summary>Null values stay. A new range must hold every subnet.</summary>
    /// <exception cref="NetworkException">NotFound, Invalid, or InUse when a subnet would lie outside.</exception>
    public async Task<Vpc> UpdateAsync(Caller caller, string id, VpcOrder change, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var vpc = await FindAsync(store.Vpcs, caller, id, ct);
        vpc.Name = change.Name is null ? vpc.Name : NetworkRules.Name(NetworkKind.Vpc, change.Name);
        vpc.Description = change.Description is null ? vpc.Description : NetworkRules.Description(NetworkKind.Vpc, change.Description);
        if (!string.IsNullOrEmpty(change.Cidr) && change.Cidr != vpc.Cidr)
        {
            var range = CidrRules.Vpc(change.Cidr);
            IPNetwork[] further = [.. vpc.ExtendRanges.Select(r => IPNetwork.Parse(r))];
            RefuseOverlap(range, further);
            await RefuseLeftOutAsync(vpc, [range, .. further], ct);
            vpc.Cidr = range.ToString();
        }

        vpc.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return vpc;
    }

    /// <exception cref="NetworkException">NotFound, or InUse while it has subnets.</exception>
    public async Task DeleteAsync(Caller caller, string id, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var vpc = await FindAsync(store.Vpcs, caller, id, ct);
        if (await store.Subnets.AnyAsync(s => s.VpcId == id, ct))
        {
            throw NetworkRules.InUse(NetworkKind.Vpc, id, "it contains subnets, delete them first");
        }

        store.Vpcs.Remove(vpc);
        await store.NetworkTags.Where(t => t.ResourceId == id).ExecuteDeleteAsync(ct);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Gives a VPC further ranges.</summary>
    /// <exception cref="NetworkException">NotFound, Invalid, or Overlap with a range that it has.</exception>
    public async Task<Vpc> ExtendAsync(Caller caller, string id, IReadOnlyList<string?> cidrs, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var vpc = await FindAsync(store.Vpcs, caller, id, ct);
        if (cidrs.Count == 0 || vpc.Cidr.Length == 0 || vpc.ExtendRanges.Count + cidrs.Count > MostExtendRanges)
        {
            throw NetworkRules.Invalid(NetworkKind.Vpc, $"extend_cidrs must name 1 to {MostExtendRanges} ranges in all, of a VPC that has a cidr.");
        }

        foreach (var cidr in cidrs)
        {
            var range = CidrRules.Vpc(cidr);
            RefuseOverlap(range, vpc.Ranges);
            vpc.ExtendCidrs = string.Join(',', vpc.ExtendRanges.Append(range.ToString()));
        }

        vpc.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return vpc;
    }

    /// <summary>Takes further ranges away.</summary>
    /// <exception cref="NetworkException">NotFound, Invalid for a range that it does not have, or InUse when a subnet lies in it.</exception>
    public async Task<Vpc> ShrinkAsync(Caller caller, string id, IReadOnlyList<string?> cidrs, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var vpc = await FindAsync(store.Vpcs, caller, id, ct);
        if (cidrs.Count == 0 || cidrs.Any(c => !vpc.ExtendRanges.Contains(c)))
        {
            throw NetworkRules.Invalid(NetworkKind.Vpc, "extend_cidrs must name ranges that the VPC has.");
        }

        var rest = vpc.ExtendRanges.Where(r => !cidrs.Contains(r)).ToList();
        await RefuseLeftOutAsync(vpc, [.. rest.Prepend(vpc.Cidr).Select(r => IPNetwork.Parse(r))], ct);
        vpc.ExtendCidrs = string.Join(',', rest);
        vpc.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return vpc;
    }

    internal static async Task<Vpc> FindAsync(IQueryable<Vpc> vpcs, Caller caller, string id, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.Vpc);
        return await vpcs.SingleOrDefaultAsync(v => v.Id == id && v.ProjectId == project, ct) ?? throw NetworkRules.NotFound(NetworkKind.Vpc, id);
    }

    private static void RefuseOverlap(IPNetwork range, IEnumerable<IPNetwork> others)
    {
        foreach (var other in others.Where(o => CidrRules.Overlap(range, o)))
        {
            throw new NetworkException(NetworkFault.Overlap, NetworkKind.Vpc, $"{range} overlaps {other}, another range of the VPC.");
        }
    }

    private async Task RefuseLeftOutAsync(Vpc vpc, IReadOnlyList<IPNetwork> ranges, CancellationToken ct)
    {
        var subnets = await store.Subnets.AsNoTracking().Where(s => s.VpcId == vpc.Id).ToListAsync(ct);
        if (subnets.Find(s => !ranges.Any(r => CidrRules.Contains(r, s.Network))) is { } outside)
        {
            throw NetworkRules.InUse(NetworkKind.Vpc, vpc.Id, $"its subnet {outside.Id} ({outside.Cidr}) would lie outside the range");
        }
    }
}

/// <summary>A VPC to make, or what to change of one: then null stays.</summary>
public sealed record VpcOrder
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Cidr { get; init; }

    public string? EnterpriseProjectId { get; init; }
}

/// <summary>Which VPCs; null filters are not applied.</summary>
public sealed record VpcFilter
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? EnterpriseProjectId { get; init; }
}
