namespace Warren.Engine.Runtimes;

/// <summary>What there is of an instance.</summary>
/// <param name="Nodes">One entry per node that exists, in node order.</param>
/// <param name="StorageBytes">What its data takes, all nodes together.</param>
public sealed record Observation(IReadOnlyList<NodeObservation> Nodes, long StorageBytes)
{
    public static readonly Observation Nothing = new([], 0);

    public bool Exists => Nodes.Count > 0;

    /// <summary>Whether this many nodes exist and all of them run.</summary>
    public bool AllRun(int nodes) => Nodes.Count == nodes && Nodes.All(n => n.Running);
}

/// <summary>One node: whether its process runs, and which.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Running">Whether the process lives. It may not serve yet.</param>
/// <param name="Pid">Process id, where the runtime has one.</param>
public sealed record NodeObservation(int Index, bool Running, int? Pid);

/// <summary>Whether an instance serves.</summary>
/// <param name="Serves">An AMQP login and the management API agree on every node.</param>
/// <param name="BrokerVersion">The release that answered.</param>
/// <param name="Reason">What does not serve yet, in words.</param>
public sealed record ServiceCheck(bool Serves, string? BrokerVersion, string? Reason)
{
    public static ServiceCheck Failed(string reason) => new(false, null, reason);
}
