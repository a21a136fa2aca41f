using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Network;
using Warren.Engine.Store;

namespace Warren.Engine.Runtimes.Local.Networking;

/// <summary>
/// Keeps the firewall as the store says: looks once a second, replaces the table when something has changed, and now and then in any case, since somebody may have
/// flushed it. Does nothing unless security groups or bandwidths are enforced.
/// </summary>
internal sealed class FirewallKeeper(
    IDbContextFactory<StoreContext> stores, IBrokerRuntime runtime, IOptions<LocalOptions> options, TimeProvider clock, ILogger<FirewallKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenReplacements = TimeSpan.FromSeconds(30);

    private string? inForce;
    private DateTimeOffset replacedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.NeedsFirewall)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                await Task.Delay(BetweenLooks, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // the rules stay as long as the brokers do
            }
#pragma warning disable CA1031 // whatever is wrong with one look, the next one comes
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.FirewallNotKept(logger, e.Message);
                await Task.Delay(BetweenReplacements, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var range = runtime.DefaultNetwork;
        var instances = await InstancesAsync(store, ct);
        var groups = options.Value.SecurityGroups ? await GroupsAsync(store, instances, ct) : null;
        var text = FirewallText.Of(Firewall.TableOf(range), range, instances, groups, options.Value.Bandwidth);
        var now = clock.GetUtcNow();
        if (text == inForce && now - replacedAt < BetweenReplacements)
        {
            return;
        }

        await Firewall.ReplaceAsync(text, ct);
        if (text != inForce)
        {
            Log.FirewallReplaced(logger, instances.Count);
        }

        (inForce, replacedAt) = (text, now);
    }

    private async Task<IReadOnlyList<GuardedInstance>> InstancesAsync(StoreContext store, CancellationToken ct)
    {
        var rows = await store.Instances.AsNoTracking()
            .Where(i => i.Host == null || i.Host == runtime.Host) // addresses of another machine's brokers mean nothing here
            .OrderBy(i => i.Id)
            .Select(i => new { i.Addresses, i.PublicIpId, i.PublicIpAddress, i.SecurityGroupId })
            .ToListAsync(ct);
        var bandwidths = await store.PublicIps.AsNoTracking().Where(p => p.InstanceId != null).ToDictionaryAsync(p => p.Id, p => p.BandwidthSize, ct);
        return
        [
            .. from row in rows
               let open = row.PublicIpAddress is { } address ? IPAddress.Parse(address) : null
               let own = Split(row.Addresses).Select(IPAddress.Parse)
               select new GuardedInstance(
                   [.. open is null ? own : own.Append(open)], open, row.PublicIpId is { } id ? bandwidths.GetValueOrDefault(id, BandwidthRules.Largest) : 0, row.SecurityGroupId),
        ];
    }

    private static async Task<IReadOnlyList<GuardingGroup>> GroupsAsync(StoreContext store, IReadOnlyList<GuardedInstance> instances, CancellationToken ct)
    {
        var used = instances.Select(i => i.SecurityGroupId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var rules = await store.SecurityGroupRules.AsNoTracking().Where(r => used.Contains(r.SecurityGroupId)).ToListAsync(ct);
        var members = instances.SelectMany(i => i.Addresses.Select(a => (Group: i.SecurityGroupId, Address: a.ToString()))).ToList();
        members.AddRange(from port in await store.Ports.AsNoTracking().Select(p => new { p.IpAddress, p.SecurityGroupIds }).ToListAsync(ct)
                         from id in Split(port.SecurityGroupIds)
                         select (id, port.IpAddress));
        var addresses = members.ToLookup(m => m.Group, m => m.Address, StringComparer.Ordinal);
        return [.. used.Select(id => new GuardingGroup(id, GuardingRules.From(rules.Where(r => r.SecurityGroupId == id), g => [.. addresses[g].Distinct(StringComparer.Ordinal)])))];
    }

    private static string[] Split(string joined) => joined.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
