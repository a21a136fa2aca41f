using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Broker;
using Warren.Engine.Catalogue;
using Warren.Engine.Errors;
using Warren.Engine.Hosting;
using Warren.Engine.Iam;
using Warren.Engine.Network;
using Warren.Engine.Pool;
using Warren.Engine.Quotas;
using Warren.Engine.Reconcile;
using Warren.Engine.Recycling;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Engine.Tasks;

namespace Warren.Engine.Instances;

/// <summary>What customers do with instances. A call validates, commits one transaction and answers; it never waits for a broker.</summary>
public sealed class InstanceService(
    StoreContext store, InstanceFinder finder, QuotaService quotas, TagService tags, ProductCatalogue catalogue, AddressAllocator addresses, BlankInstances blanks,
    PublicIpService publicIps, IBrokerRuntime runtime, SecretProtector secrets, CopyRoles roles, Wakeups wakeups, FaultPoints faults, TimeProvider clock)
{
    /// <summary>Accepts an order: from then on the instance exists, in status CREATING.</summary>
    /// <returns>The new instance's id.</returns>
    /// <exception cref="WarrenException">The order's first fault, in the reference's order; nothing was changed.</exception>
    public async Task<string> CreateAsync(Caller caller, InstanceOrder order, CancellationToken ct)
    {
        var spec = InstanceRules.Validate(order, catalogue, runtime.InstalledVersion);
        RefuseWhatTheRuntimeCannot(spec);
        var projectId = caller.ProjectId!;
        var passwordHash = PasswordHash.Of(spec.Password);
        tags.CheckCount(spec.Tags.Count);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var subnet = await InstanceSurroundings.CheckAsync(store, projectId, spec, ct);
        await InstanceSurroundings.CheckEnterpriseProjectAsync(store, caller.AccountId, spec.EnterpriseProjectId, ct);
        if (await store.Instances.AnyAsync(i => i.ProjectId == projectId && i.Name == spec.Name && i.DeletionRequestedAt == null, ct))
        {
            throw new WarrenException(DmsErrors.NameExists, spec.Name);
        }

        await quotas.CheckOneMoreAsync(projectId, ct);
        var publicIp = spec.PublicIpId is null ? null : await InstanceSurroundings.CheckPublicIpAsync(publicIps, runtime, projectId, spec.PublicIpId, ct);
        var now = clock.GetUtcNow();
        var blank = await blanks.TakeAsync(spec, subnet, ct);
        var id = blank?.Id ?? RandomText.Uuid();
        var taken = blank?.Addresses ?? string.Join(',', await addresses.TakeAsync(subnet, id, spec.Flavour.Nodes, ct));
        var instance = new Instance
        {
            Id = id,
            ProjectId = projectId,
            Name = spec.Name,
            Description = spec.Description,
            EngineVersion = spec.EngineVersion,
            ProductId = spec.ProductId,
            SpecCode = spec.Flavour.SpecCode,
            NodeCount = spec.Flavour.Nodes,
            StorageGb = spec.StorageGb,
            StorageSpecCode = spec.StorageSpecCode,
            VpcId = spec.VpcId,
            SubnetId = spec.SubnetId,
            SecurityGroupId = spec.SecurityGroupId,
            ZoneIds = string.Join(',', spec.ZoneIds),
            EnterpriseProjectId = spec.EnterpriseProjectId,
            MaintainBegin = spec.MaintainBegin,
            MaintainEnd = spec.MaintainEnd,
            AccessUser = spec.AccessUser,
            AccessPasswordHash = passwordHash,
            TlsEnabled = spec.TlsEnabled,
            AclEnabled = spec.AclEnabled,
            PublicIpId = publicIp?.Id,
            PublicIpAddress = publicIp?.Address,
            Addresses = taken,
            UserId = caller.UserId,
            UserName = caller.UserName,
            CreatedAt = now,
            Generation = 1,
            ProtectedErlangCookie = blank?.ProtectedErlangCookie ?? secrets.Protect(RandomText.Password(32)),
            ProtectedAgentPassword = blank?.ProtectedAgentPassword ?? secrets.Protect(RandomText.Password(32)),
            DueAt = now,
            Host = blank is null ? roles.HostFor(runtime) : blank.Host,
            LeaseFence = blank is null ? 0 : 1,
        };
        if (publicIp is not null)
        {
            publicIps.Bind(publicIp, id, taken.Split(',')[0]);
        }

        store.Instances.Add(instance);
        store.InstanceTags.AddRange(spec.Tags.Select(t => new InstanceTag { InstanceId = id, Key = t.Key, Value = t.Value }));
        store.Tasks.Add(BackgroundTask.For(caller, instance, TaskNames.Create, now, Parameters(instance)));
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        faults.Reach(FaultPoint.CreateCommitted);
        wakeups.Wake(id);
        return id;
    }

    /// <summary>One instance with the names around it.</summary>
    /// <exception cref="WarrenException">InstanceIdMalformed, or InstanceUnknown also for what belongs to another project.</exception>
    public async Task<InstanceDetails> ShowAsync(Caller caller, string instanceId, CancellationToken ct)
    {
        var instance = await finder.FindAsync(caller, instanceId, ct);
        return (await DetailAsync([instance], ct))[0];
    }

    /// <summary>A page of the project's instances, oldest first, and how many match the filter in all.</summary>
    public async Task<(IReadOnlyList<InstanceDetails> Page, int Total)> ListAsync(Caller caller, InstanceFilter filter, CancellationToken ct)
    {
        var matching = store.Instances.AsNoTracking().Where(i => i.ProjectId == caller.ProjectId).Matching(filter);
        var total = await matching.CountAsync(ct);
        var page = await matching.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id).Skip(filter.Skip).Take(filter.Take).ToListAsync(ct);
        return (await DetailAsync(page, ct), total);
    }

    /// <summary>Accepts a deletion; it is shown at once and carried out in the background. Deleting twice is the same as once.</summary>
    /// <exception cref="WarrenException">InstanceIdMalformed, InstanceUnknown, or DeleteForbidden while the instance is being created or restarted.</exception>
    public async Task DeleteAsync(Caller caller, string instanceId, Deletion deletion, CancellationToken ct)
    {
        var known = await finder.FindAsync(caller, instanceId, ct, inBin: deletion == Deletion.Forced);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var instance = await store.Instances.SingleOrDefaultAsync(i => i.Id == known.Id, ct) ?? throw new WarrenException(DmsErrors.InstanceUnknown, instanceId);
        if (InstanceStatusRules.Of(instance) is InstanceStatus.Creating or InstanceStatus.Restarting)
        {
            throw new WarrenException(DmsErrors.DeleteForbidden, known.Id);
        }

        if (instance.DeletionRequestedAt is not null && (deletion != Deletion.Forced || instance.KeptUntil is null))
        {
            return;
        }

        var now = clock.GetUtcNow();
        instance.DeletionRequestedAt ??= now;
        instance.KeptUntil = await KeptUntilAsync(instance, deletion, now, ct);
        if (instance.KeptUntil is not null)
        {
            await publicIps.UnbindAsync(instance.Id, ct); // the address is the customer's to give to another
            (instance.PublicIpId, instance.PublicIpAddress) = (null, null);
        }

        instance.ChangeRequestedAt = now; // with the generation the order's identity, which what is kept carries
        instance.Generation++;
        instance.DueAt = now;
        store.Tasks.Add(BackgroundTask.For(caller, instance, TaskNames.Delete, now, KeptParameters(instance)));
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        faults.Reach(FaultPoint.DeleteCommitted);
        wakeups.Wake(known.Id);
    }

    /// <summary>What never served has nothing to keep.</summary>
    private async Task<DateTimeOffset?> KeptUntilAsync(Instance instance, Deletion deletion, DateTimeOffset now, CancellationToken ct)
    {
        if (deletion is Deletion.AtOnce or Deletion.Forced || instance.ObservedGeneration == 0)
        {
            return null;
        }

        var policy = await RecycleBin.PolicyAsync(store, instance.ProjectId, ct);
        return deletion == Deletion.IntoBin || policy.UsesBin ? now.AddDays(policy.RetentionDays) : null;
    }

    private static string KeptParameters(Instance instance) =>
        instance.KeptUntil is { } until ? new JsonObject { ["kept_until"] = until.ToUnixTimeMilliseconds() }.ToJsonString() : "{}";

    private static string Parameters(Instance instance) => new JsonObject
    {
        ["name"] = instance.Name,
        ["spec_code"] = instance.SpecCode,
        ["broker_num"] = instance.NodeCount,
        ["storage_space"] = instance.StorageGb,
        ["engine_version"] = instance.EngineVersion,
        ["ssl_enable"] = instance.TlsEnabled,
    }.ToJsonString();

    private void RefuseWhatTheRuntimeCannot(InstanceSpec spec)
    {
        if (spec.Flavour.Nodes > runtime.Capabilities.MaxNodes)
        {
            throw new WarrenException(
                DmsErrors.ProductInvalid, $"{spec.Flavour.SpecCode} has {spec.Flavour.Nodes} nodes, and the {runtime.Name} runtime of this installation runs at most {runtime.Capabilities.MaxNodes}");
        }

        if (spec.TlsEnabled && !runtime.Capabilities.Tls)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "ssl_enable", $"false: the {runtime.Name} runtime of this installation has no TLS listeners");
        }
    }

    private async Task<IReadOnlyList<InstanceDetails>> DetailAsync(IReadOnlyList<Instance> page, CancellationToken ct)
    {
        if (page.Count == 0)
        {
            return [];
        }

        var vpcIds = page.Select(i => i.VpcId).Distinct().ToList();
        var subnetIds = page.Select(i => i.SubnetId).Distinct().ToList();
        var groupIds = page.Select(i => i.SecurityGroupId).Distinct().ToList();
        var busy = page.Where(i => i.ObservedGeneration != i.Generation).Select(i => i.Id).ToList();
        var vpcs = await store.Vpcs.AsNoTracking().Where(v => vpcIds.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        var subnets = await store.Subnets.AsNoTracking().Where(s => subnetIds.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        var groups = await store.SecurityGroups.AsNoTracking().Where(g => groupIds.Contains(g.Id)).ToDictionaryAsync(g => g.Id, ct);
        var zones = await store.Zones.AsNoTracking().ToDictionaryAsync(z => z.Id, ct);
        var running = busy.Count == 0
            ? []
            : await store.Tasks.AsNoTracking()
                .Where(t => busy.Contains(t.InstanceId) && (t.State == TaskState.Created || t.State == TaskState.Executing))
                .OrderBy(t => t.CreatedAt)
                .ToListAsync(ct);
        var instanceIds = page.Select(i => i.Id).ToList();
        var instanceTags = (await store.InstanceTags.AsNoTracking().Where(t => instanceIds.Contains(t.InstanceId)).OrderBy(t => t.Key).ToListAsync(ct)).ToLookup(t => t.InstanceId);
        var newest = running.GroupBy(t => t.InstanceId).ToDictionary(g => g.Key, g => g.Last());
        return
        [
            .. page.Select(i => new InstanceDetails
            {
                Instance = i,
                Status = InstanceStatusRules.Of(i),
                Flavour = catalogue.BySpecCode(i.SpecCode)!,
                VpcName = vpcs.GetValueOrDefault(i.VpcId)?.Name ?? "",
                SubnetName = subnets.GetValueOrDefault(i.SubnetId)?.Name ?? "",
                SubnetCidr = subnets.GetValueOrDefault(i.SubnetId)?.Cidr ?? "",
                SecurityGroupName = groups.GetValueOrDefault(i.SecurityGroupId)?.Name ?? "",
                Zones = [.. i.ZoneIds.Split(',').Select(z => zones.GetValueOrDefault(z)).OfType<Zone>()],
                Tags = [.. instanceTags[i.Id]],
                Task = newest.GetValueOrDefault(i.Id),
                Runtime = runtime.Name,
            }),
        ];
    }
}
