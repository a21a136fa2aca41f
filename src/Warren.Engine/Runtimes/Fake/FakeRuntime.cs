using System.Collections.Concurrent;
using System.Net;
using Warren.Engine.Network;

namespace Warren.Engine.Runtimes.Fake;

/// <summary>Keeps no brokers at all: for load tests, demos of the control plane and unit tests. Every instance says so in its runtime member.</summary>
public sealed class FakeRuntime : IBrokerRuntime
{
    private readonly ConcurrentDictionary<string, BrokerPlan> running = new(StringComparer.Ordinal);
    private Action<string> changed = _ => { };

    public string Name => "fake";

    public RuntimeCapabilities Capabilities { get; } = new() { MaxNodes = 7, Tls = true, PublicAccess = false };

    public IPNetwork DefaultNetwork { get; } = IPNetwork.Parse("10.0.0.0/8");

    /// <summary>What is running now, by instance id.</summary>
    public IReadOnlyDictionary<string, BrokerPlan> Running => running;

    /// <summary>When set, ApplyAsync throws it.</summary>
    public Exception? ApplyFailure { get; set; }

    /// <summary>When set, CheckAsync answers it.</summary>
    public ServiceCheck? CheckAnswer { get; set; }

    public void Start(Action<string> changed) => this.changed = changed;

    public AddressSpace AddressSpaceFor(Subnet subnet) => new(subnet.Id, subnet.Network);

    public bool IsAddressFree(IPAddress address) => true;

    // Nothing outlives the process, so an instance that is not known is one that stopped: it is started again, not missed.
    public Task<Observation> ObserveAsync(string instanceId, CancellationToken ct) => Task.FromResult(
        running.TryGetValue(instanceId, out var plan)
            ? new Observation([.. plan.Addresses.Select((_, index) => new NodeObservation(index, Running: true, Pid: null))], 0)
            : new Observation([new NodeObservation(0, Running: false, Pid: null)], 0));

    public Task ApplyAsync(BrokerPlan plan, CancellationToken ct)
    {
        if (ApplyFailure is { } failure)
        {
            throw failure;
        }

        running[plan.InstanceId] = plan;
        return Task.CompletedTask;
    }

    public Task<ServiceCheck> CheckAsync(BrokerPlan plan, CancellationToken ct) =>
        Task.FromResult(CheckAnswer ?? new ServiceCheck(running.ContainsKey(plan.InstanceId), "none (fake)", null));

    public Task RemoveAsync(string instanceId, CancellationToken ct)
    {
        running.TryRemove(instanceId, out _);
        return Task.CompletedTask;
    }

    public Task StopAllAsync(CancellationToken ct)
    {
        running.Clear();
        return Task.CompletedTask;
    }

    /// <summary>Lets an instance's brokers die by themselves.</summary>
    public void Kill(string instanceId)
    {
        running.TryRemove(instanceId, out _);
        changed(instanceId);
    }
}
