using Warren.Engine.Runtimes;

namespace Warren.Engine.Broker;

/// <summary>What is asked of the brokers of an instance themselves. Tests whose nodes are pretended answer in their place.</summary>
internal interface IBrokerProbe
{
    /// <summary>Whether they serve.</summary>
    Task<ServiceCheck> CheckAsync(BrokerPlan plan, CancellationToken ct);

    /// <summary>Whether no queue would lose its majority, or its last copy, if this node stopped now.</summary>
    Task<bool> MayStopAsync(BrokerPlan plan, int index, CancellationToken ct);

    /// <summary>Gives the instance's user the plan's password, and logs in with it on every node.</summary>
    /// <exception cref="IOException">A node refuses or does not answer.</exception>
    Task SetPasswordAsync(BrokerPlan plan, CancellationToken ct);

    /// <summary>Moves queue leaders so that every node has its share; goes on in the background.</summary>
    Task RebalanceAsync(BrokerPlan plan, CancellationToken ct);

    /// <summary>Sends a call of the management API to the first node that answers.</summary>
    /// <exception cref="IOException">No node answers; the message says why.</exception>
    Task<ManagementAnswer> SendAsync(BrokerPlan plan, ManagementCall call, CancellationToken ct);
}
