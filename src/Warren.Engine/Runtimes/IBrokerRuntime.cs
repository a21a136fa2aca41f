using System.Net;
using Warren.Engine.Broker;
using Warren.Engine.Maintenance;
using Warren.Engine.Network;
using Warren.Engine.Plugins;

namespace Warren.Engine.Runtimes;

/// <summary>
/// What keeps the brokers. The runtime is the truth and our row a pointer: <see cref="ObserveAsync"/> works from the disk or the cluster alone,
/// and every other call is safe to repeat, or to be cut off at any moment.
/// </summary>
public interface IBrokerRuntime
{
    /// <summary>"local", "kubernetes" or "fake"; shown with every instance.</summary>
    string Name { get; }

    /// <summary>The host whose brokers this runtime keeps, where it reaches no others; null: every copy of Warren reaches them all.</summary>
    string? Host { get; }

    /// <summary>What this runtime can and cannot do; asked before an order is accepted.</summary>
    RuntimeCapabilities Capabilities { get; }

    /// <summary>Range for the first VPC of the installation.</summary>
    IPNetwork DefaultNetwork { get; }

    /// <summary>The release of RabbitMQ that a node would start with now; null when it is not known.</summary>
    string? InstalledVersion { get; }

    /// <summary>Begins to watch what runs, and calls back with an instance id whenever something about it changed by itself.</summary>
    /// <exception cref="RuntimeUnavailableException">The runtime cannot work here; the message says what to do.</exception>
    void Start(Action<string> changed);

    /// <summary>Completes when what the runtime prepares in the background is done, or will not be; until then starts may take longer.</summary>
    Task PreparedAsync(CancellationToken ct);

    /// <summary>Where the addresses of a subnet's instances come from.</summary>
    AddressSpace AddressSpaceFor(Subnet subnet);

    /// <summary>Whether nothing outside the store's knowledge uses the address.</summary>
    bool IsAddressFree(IPAddress address);

    /// <summary>Erlang name of a node.</summary>
    string NodeName(BrokerPlan plan, int index) => plan.NodeName(index);

    /// <summary>How often it is worth while to look at nodes that boot.</summary>
    TimeSpan BootPoll => TimeSpan.FromMilliseconds(100);

    /// <summary>Whether blank instances can be kept for orders to come.</summary>
    bool KeepsBlanks => true;

    /// <summary>Whether plans have to say in which zones nodes run and who may reach them.</summary>
    bool NeedsSurroundings => false;

    /// <summary>What there is of an instance now.</summary>
    Task<Observation> ObserveAsync(string instanceId, CancellationToken ct);

    /// <summary>Ids of all that this runtime has anything of, whether the store knows them or not.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken ct);

    /// <summary>What <see cref="KeepRecordAsync"/> last wrote down; null when nothing was, which is so of every blank instance.</summary>
    Task<string?> RecordAsync(string instanceId, CancellationToken ct);

    /// <summary>Writes down beside an instance's brokers what they were ordered as, for a store that was restored from an older copy. It goes with the instance.</summary>
    Task KeepRecordAsync(string instanceId, string record, CancellationToken ct);

    /// <summary>
    /// Prepares and starts what is missing of the plan, and leaves alone what runs or rests. What must wait for another node is left for the next call.
    /// </summary>
    /// <returns>The nodes that were started.</returns>
    /// <exception cref="BrokerDataMissingException">A node has served before and its data is gone.</exception>
    /// <exception cref="IOException">A node could not be started; the message says why.</exception>
    Task<IReadOnlyList<int>> ApplyAsync(BrokerPlan plan, CancellationToken ct);

    /// <summary>What of the plan is not carried out yet, or no longer, besides nodes that do not run, in words; then <see cref="ApplyAsync"/> is asked. Null: nothing.</summary>
    Task<string?> DriftAsync(BrokerPlan plan, CancellationToken ct) => Task.FromResult<string?>(null);

    /// <summary>
    /// Whether the brokers serve: an AMQP login and the management API agree on every node. Nodes that were booted blank and now have a customer get the
    /// customer's user first.
    /// </summary>
    Task<ServiceCheck> CheckAsync(BrokerPlan plan, CancellationToken ct);

    /// <summary>What an instance that serves needs in its next maintenance window.</summary>
    Task<IReadOnlyList<MaintenanceKind>> MaintenanceOfAsync(string instanceId, CancellationToken ct);

    /// <summary>Whether one node may be stopped without a queue losing its majority.</summary>
    Task<bool> MayStopAsync(BrokerPlan plan, int index, CancellationToken ct);

    /// <summary>Lets publishers wait while the ordered storage is used up, and go on when it is not.</summary>
    Task<StorageLook> LimitStorageAsync(BrokerPlan plan, CancellationToken ct);

    /// <summary>Gives nodes that have joined since the instance last served their share: members of quorum queues, and leaders.</summary>
    /// <exception cref="IOException">It could not be done wholly; the message says why. Another try goes on where this one ended.</exception>
    Task SpreadAsync(BrokerPlan plan, CancellationToken ct);

    /// <summary>
    /// Opens or closes the listener on the public address, and renews certificates that lack an address or end within a week, with the plan's word within a month;
    /// no node restarts for it.
    /// </summary>
    /// <exception cref="IOException">It could not be done; the message says why. Another try is safe.</exception>
    Task KeepListenersAsync(BrokerPlan plan, CancellationToken ct);

    /// <summary>Gives the instance's user the plan's new password and proves it by a login on every node.</summary>
    /// <exception cref="IOException">It could not be set or proven; the message says why. Another try is safe.</exception>
    Task SetPasswordAsync(BrokerPlan plan, CancellationToken ct);

    /// <summary>Plugins that a customer may turn on, as far as they are installed here.</summary>
    IReadOnlyList<InstalledPlugin> Plugins { get; }

    /// <summary>The applications that run on every node whose process lives; a node that does not say runs none. Nothing when no node lives.</summary>
    Task<IReadOnlyList<string>> RunningPluginsAsync(BrokerPlan plan, CancellationToken ct);

    /// <summary>Lets every node run the plan's plugins, and of those that a customer may turn on no others; no node restarts for it.</summary>
    /// <exception cref="IOException">A plugin does not start or stop; the message says why. Another try is safe.</exception>
    Task KeepPluginsAsync(BrokerPlan plan, CancellationToken ct);

    /// <summary>Sends a call to the management API of the first node that answers.</summary>
    /// <exception cref="IOException">No node answers; the message says why.</exception>
    Task<ManagementAnswer> ManageAsync(BrokerPlan plan, ManagementCall call, CancellationToken ct);

    /// <summary>Stops one node gracefully and keeps its data; <see cref="ApplyAsync"/> starts it again.</summary>
    Task StopNodeAsync(string instanceId, int index, CancellationToken ct);

    /// <summary>Stops every node of an instance gracefully and keeps its data; <see cref="ApplyAsync"/> starts them again.</summary>
    Task StopAsync(string instanceId, Observation seen, CancellationToken ct) =>
        Task.WhenAll(seen.Nodes.Where(n => n.Running).Select(n => StopNodeAsync(instanceId, n.Index, ct)));

    /// <summary>Stops every node and then removes all that belongs to the instance. Returns when nothing is left.</summary>
    Task RemoveAsync(string instanceId, CancellationToken ct);

    /// <summary>Stops every node that this runtime keeps, gracefully, and keeps the data.</summary>
    Task StopAllAsync(CancellationToken ct);
}
