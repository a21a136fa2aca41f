namespace Warren.Engine.Runtimes;

/// <summary>What there is of an instance.</summary>
/// <param name="Nodes">One entry per node that exists, in node order.</param>
/// <param name="StorageGb">What its data takes, all nodes together, GB, rounded up.</param>
public sealed record Observation(IReadOnlyList<NodeObservation> Nodes, int StorageGb)
{
    public static readonly Observation Nothing = new([], 0);

    /// <summary>Where clients connect, when that is not at the nodes' own addresses.</summary>
    public string? ServiceAddress { get; init; }

    /// <summary>Whether the runtime itself keeps the nodes running.</summary>
    public bool IsSelfKept => Nodes.Any(n => n.SelfKept);

    public bool Exists => Nodes.Count > 0;

    /// <summary>Whether this many nodes exist and all of them run, or will without anybody's help.</summary>
    public bool AllRun(int nodes) => Nodes.Count == nodes && Nodes.All(n => n.Running || n.SelfKept);

    /// <summary>Whether this node exists and runs, or will without anybody's help.</summary>
    public bool Runs(int index) => Nodes.Any(n => n.Index == index && (n.Running || n.SelfKept));

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
    /// <summary>Whether the runtime itself starts it whenever it does not run, and brings it to the size that was applied.</summary>
    public bool SelfKept { get; init; }

    /// <summary>Whether it runs, but not as wanted: of another size, or since before the wanted restart.</summary>
    public bool IsOutdated(BrokerPlan plan) => Running && ((!SelfKept && Size != plan.Size) || StartedAt < plan.RestartedSince);
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
    /// <summary>The error code of the reason; null: the usual one.</summary>
    public string? Code { get; init; }

    public static ServiceCheck Failed(string reason, bool someNodesAnswer = false) => new(false, null, reason, someNodesAnswer);
}

/// <summary>A look at the storage that an instance has.</summary>
/// <param name="IsNearlyFull">Whether it is used up, or nearly, so that another look is worth while soon.</param>
/// <param name="UsedGb">What the data takes, where this look has measured it, GB, rounded up; null: as it was observed.</param>
public sealed record StorageLook(bool IsNearlyFull, int? UsedGb = null);
