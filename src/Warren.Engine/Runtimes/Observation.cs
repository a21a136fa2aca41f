namespace Warren.Engine.Runtimes;

/// <summary>What there is of an instance.</summary>
/// <param name="Nodes">One entry per node that exists, in node order.</param>
/// <param name="StorageGb">What its data takes, all nodes together, GB, rounded up.</param>
public sealed record Observation(IReadOnlyList<NodeObservation> Nodes, int StorageGb)
{
    public static readonly Observation Nothing = new([], 0);

    public bool Exists => Nodes.Count > 0;

    /// <summary>Whether this many nodes exist and all of them run.</summary>
    public bool AllRun(int nodes) => Nodes.Count == nodes && Nodes.All(n => n.Running);

    /// <summary>Whether this node exists and runs.</summary>
    public bool Runs(int index) => Nodes.Any(n => n.Index == index && n.Running);

    /// <summary>When the youngest node was started; null when none runs.</summary>
    public DateTimeOffset? NewestStart => Nodes.Max(n => n.StartedAt);
}

/// <summary>One node: whether its process runs, since when, and with what.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Running">Whether the process lives. It may not serve yet.</param>
/// <param name="StartedAt">When it was started; null when it does not run.</param>
/// <param name="Size">The size it was started with; null when that is not known.</param>
/// <param name="LastWords">What a node that does not run printed last; null when there is nothing.</param>
public sealed record NodeObservation(int Index, bool Running, DateTimeOffset? StartedAt, NodeSize? Size, string? LastWords = null)
{
    /// <summary>Whether it runs, but not as wanted: of another size, or since before the wanted restart.</summary>
    public bool IsOutdated(BrokerPlan plan) => Running && (Size != plan.Size || StartedAt < plan.RestartedSince);
}

/// <summary>The size of a node.</summary>
/// <param name="Cpus">The number of Erlang schedulers.</param>
/// <param name="MemoryBytes">What the memory watermark is a part of.</param>
/// <param name="MaxConnections">Connections that the node accepts.</param>
public sealed record NodeSize(int Cpus, long MemoryBytes, int MaxConnections);

/// <summary>Whether an instance serves.</summary>
/// <param name="Serves">An AMQP login and the management API agree on every node.</param>
/// <param name="BrokerVersion">The release that answered.</param>
/// <param name="Reason">What does not serve yet, in words.</param>
/// <param name="SomeNodesAnswer">Whether clients reach a node all the same.</param>
public sealed record ServiceCheck(bool Serves, string? BrokerVersion, string? Reason, bool SomeNodesAnswer)
{
    public static ServiceCheck Failed(string reason, bool someNodesAnswer = false) => new(false, null, reason, someNodesAnswer);
}
