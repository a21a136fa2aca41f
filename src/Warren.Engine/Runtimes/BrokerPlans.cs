using Microsoft.EntityFrameworkCore;
using Warren.Engine.Catalogue;
using Warren.Engine.Instances;
using Warren.Engine.Network;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Runtimes;

/// <summary>Makes the plan of an instance, with what the store says of its surroundings where the runtime needs that.</summary>
internal sealed class BrokerPlans(IBrokerRuntime runtime, ProductCatalogue catalogue, SecretProtector secrets, IDbContextFactory<StoreContext> stores)
{
    public async Task<BrokerPlan> OfAsync(Instance instance, CancellationToken ct)
    {
        var plan = BrokerPlan.From(instance, catalogue.BySpecCode(instance.SpecCode)!, secrets);
        if (!runtime.NeedsSurroundings)
        {
            return plan;
        }

        await using var store = await stores.CreateDbContextAsync(ct);
        var zones = instance.ZoneIds.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return plan with
        {
            Zones = await store.Zones.AsNoTracking().Where(z => zones.Contains(z.Id)).OrderBy(z => z.Ordinal).Select(z => z.Code).ToListAsync(ct),
            Admission = runtime.Capabilities.SecurityGroups ? await AdmissionAsync(store, instance.SecurityGroupId, ct) : null,
        };
    }

    /// <summary>Members of a group are the instances in it, by id, and ports, by address.</summary>
    private static async Task<IReadOnlyList<GuardingRule>> AdmissionAsync(StoreContext store, string groupId, CancellationToken ct)
    {
        var rules = await store.SecurityGroupRules.AsNoTracking().Where(r => r.SecurityGroupId == groupId).ToListAsync(ct);
        var members = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var group in rules.Select(r => r.RemoteGroupId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var instances = await store.Instances.AsNoTracking().Where(i => i.SecurityGroupId == group).OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(ct);
            var ports = await store.Ports.AsNoTracking().Where(p => p.SecurityGroupIds.Contains(group)).OrderBy(p => p.IpAddress).Select(p => p.IpAddress).ToListAsync(ct);
            members[group] = [.. instances, .. ports];
        }

        return GuardingRules.From(rules, g => members[g]);
    }
}
