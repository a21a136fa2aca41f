using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;
using Warren.Engine.Broker;
using Warren.Engine.Maintenance;
using Warren.Engine.Network;
using Warren.Engine.Plugins;

namespace Warren.Engine.Runtimes.Fake;

/// <summary>Keeps no brokers at all: for load tests, demos of the control plane and unit tests. Every instance says so in its runtime member.</summary>
public sealed class FakeRuntime(IOptions<FakeOptions> options, TimeProvider clock) : IBrokerRuntime
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<NodeObservation>> nodes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> records = new(StringComparer.Ordinal);
    private Action<string> changed = _ => { };

    public string Name => "fake";

    public string? Host { get; set; }

    public RuntimeCapabilities Capabilities { get; } = new() { MaxNodes = 7, Tls = true, PublicAccess = true, SecurityGroups = false, Bandwidth = false };

    public string? InstalledVersion => null;

    public IPNetwork DefaultNetwork { get; } = IPNetwork.Parse("10.0.0.0/8");

    /// <summary>What is running now, by instance id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<NodeObservation>> Running => nodes;

    /// <summary>When set, ApplyAsync throws it.</summary>
    public Exception? ApplyFailure { get; set; }

    /// <summary>Nodes that end as soon as they are started.</summary>
    public HashSet<int> BrokenNodes { get; } = [];

    /// <summary>What MayStopAsync answers.</summary>
    public bool MayStop { get; set; } = true;

    /// <summary>When set, CheckAsync answers it.</summary>
    public ServiceCheck? CheckAnswer { get; set; }

    /// <summary>What every instance needs in its window.</summary>
    public IReadOnlyList<MaintenanceKind> Maintenance { get; set; } = [];

    /// <summary>Instances whose certificates were renewed.</summary>
    public ConcurrentDictionary<string, bool> Renewed { get; } = new(StringComparer.Ordinal);

    /// <summary>What every instance's data takes, GB.</summary>
    public int UsedGb { get; set; }

    /// <summary>What answers calls of the management API; null: nothing does.</summary>
    public Func<ManagementCall, ManagementAnswer>? Management { get; set; }

    /// <summary>Addresses of nodes whose management API does not answer.</summary>
    public HashSet<IPAddress> SilentAddresses { get; } = [];

    public IReadOnlyList<InstalledPlugin> Plugins { get; } = [.. PluginCatalogue.Offered.Where(p => p != "rabbitmq_delayed_message_exchange").Select(p => new InstalledPlugin(p, "none (fake)"))];

    /// <summary>What runs beside RabbitMQ's own, by instance id.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<string>> RunningPlugins { get; } = new(StringComparer.Ordinal);

    /// <summary>When set, KeepPluginsAsync throws it.</summary>
    public IOException? PluginFailure { get; set; }

    /// <summary>When set, SetPasswordAsync throws it.</summary>
    public IOException? PasswordFailure { get; set; }

    public void Start(Action<string> changed) => this.changed = changed;

    public Task PreparedAsync(CancellationToken ct) => Task.CompletedTask;

    public AddressSpace AddressSpaceFor(Subnet subnet) => new(subnet.Id, subnet.Network);

    public bool IsAddressFree(IPAddress address) => true;

    // Nothing outlives the process, so an instance that is not known is one that stopped: it is started again, not missed.
    public Task<Observation> ObserveAsync(string instanceId, CancellationToken ct) => Task.FromResult(
        new Observation(nodes.TryGetValue(instanceId, out var running) ? running : [new NodeObservation(0, Running: false, null, null)], UsedGb));

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([.. nodes.Keys.Union(records.Keys)]);

    public Task<string?> RecordAsync(string instanceId, CancellationToken ct) => Task.FromResult(records.GetValueOrDefault(instanceId));

    public Task KeepRecordAsync(string instanceId, string record, CancellationToken ct)
    {
        records[instanceId] = record;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<MaintenanceKind>> MaintenanceOfAsync(string instanceId, CancellationToken ct) => Task.FromResult(Maintenance);

    public Task<IReadOnlyList<int>> ApplyAsync(BrokerPlan plan, CancellationToken ct)
    {
        if (ApplyFailure is { } failure)
        {
            throw failure;
        }

        var before = nodes.GetValueOrDefault(plan.InstanceId, []);
        var missing = plan.Addresses.Select((_, index) => index).Where(i => !plan.Resting.Contains(i) && !before.Any(n => n.Index == i && n.Running)).ToList();
        nodes[plan.InstanceId] =
        [
            .. plan.Addresses.Select((_, index) =>
                missing.Contains(index) && !BrokenNodes.Contains(index)
                    ? new NodeObservation(index, Running: true, clock.GetUtcNow(), plan.Size)
                    : before.FirstOrDefault(n => n.Index == index && n.Running) ?? new NodeObservation(index, Running: false, null, null, "it broke")),
        ];
        return Task.FromResult<IReadOnlyList<int>>(missing);
    }

    public Task<ServiceCheck> CheckAsync(BrokerPlan plan, CancellationToken ct) =>
        Task.FromResult(CheckAnswer ?? new ServiceCheck(HasBooted(plan.InstanceId), "none (fake)", null, SomeNodesAnswer: true));

    public Task<bool> MayStopAsync(BrokerPlan plan, int index, CancellationToken ct) => Task.FromResult(MayStop);

    public Task<StorageLook> LimitStorageAsync(BrokerPlan plan, CancellationToken ct) => Task.FromResult(new StorageLook(IsNearlyFull: false));

    public Task SpreadAsync(BrokerPlan plan, CancellationToken ct) => Task.CompletedTask;

    public Task KeepListenersAsync(BrokerPlan plan, CancellationToken ct)
    {
        if (plan.RenewsCertificates)
        {
            Renewed[plan.InstanceId] = true;
        }

        return Task.CompletedTask;
    }

    public Task SetPasswordAsync(BrokerPlan plan, CancellationToken ct) => PasswordFailure is { } failure ? Task.FromException(failure) : Task.CompletedTask;

    public Task<IReadOnlyList<string>> RunningPluginsAsync(BrokerPlan plan, CancellationToken ct) => Task.FromResult(RunningPlugins.GetValueOrDefault(plan.InstanceId, []));

    public Task KeepPluginsAsync(BrokerPlan plan, CancellationToken ct)
    {
        if (PluginFailure is { } failure)
        {
            throw failure;
        }

        RunningPlugins[plan.InstanceId] = plan.Plugins;
        return Task.CompletedTask;
    }

    public Task<ManagementAnswer> ManageAsync(BrokerPlan plan, ManagementCall call, CancellationToken ct) =>
        Management is { } answers && !plan.Addresses.All(SilentAddresses.Contains) ? Task.FromResult(answers(call)) : Task.FromException<ManagementAnswer>(new IOException("the fake runtime keeps no brokers"));

    public Task StopNodeAsync(string instanceId, int index, CancellationToken ct)
    {
        Stop(instanceId, index);
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string instanceId, CancellationToken ct)
    {
        nodes.TryRemove(instanceId, out _);
        records.TryRemove(instanceId, out _);
        return Task.CompletedTask;
    }

    public Task StopAllAsync(CancellationToken ct)
    {
        nodes.Clear();
        return Task.CompletedTask;
    }

    /// <summary>Lets an instance's brokers die by themselves.</summary>
    public void Kill(string instanceId)
    {
        nodes.TryRemove(instanceId, out _);
        changed(instanceId);
    }

    /// <summary>Lets one node die by itself.</summary>
    public void Kill(string instanceId, int index)
    {
        Stop(instanceId, index);
        changed(instanceId);
    }

    private bool HasBooted(string instanceId) =>
        nodes.TryGetValue(instanceId, out var running) && running.All(n => n.StartedAt is null || clock.GetUtcNow() - n.StartedAt >= options.Value.BootTime);

    private void Stop(string instanceId, int index) =>
        nodes[instanceId] = [.. nodes[instanceId].Select(n => n.Index == index ? n with { Running = false, StartedAt = null } : n)];
}
