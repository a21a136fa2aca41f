namespace Warren.Engine.Metrics;

/// <summary>Something that is measured of every instance, under the name that the cloud's monitoring service has for it.</summary>
/// <param name="Name">For example messages_ready.</param>
/// <param name="Unit">Count, Count/s, Byte or %; empty: yes or no, as 1 or 0.</param>
/// <param name="PerNode">Whether each node has its own value; else there is one for the whole instance.</param>
public sealed record Metric(string Name, string Unit, bool PerNode)
{
    /// <summary>Clients that are connected; Warren's own looks at the instance are among them while they last.</summary>
    public const string Connections = "connections";

    public const string Channels = "channels";

    public const string Queues = "queues";

    public const string Consumers = "consumers";

    /// <summary>Messages that wait to be delivered.</summary>
    public const string MessagesReady = "messages_ready";

    /// <summary>Messages that were delivered and are not acknowledged yet.</summary>
    public const string MessagesUnacknowledged = "messages_unacknowledged";

    /// <summary>Messages that clients publish.</summary>
    public const string Publish = "publish";

    /// <summary>Messages that are delivered, or fetched, to be acknowledged.</summary>
    public const string Deliver = "deliver";

    /// <summary>Messages that are delivered, or fetched, without being acknowledged.</summary>
    public const string DeliverNoAck = "deliver_no_ack";

    /// <summary>File descriptors that are open.</summary>
    public const string FilesUsed = "fd_used";

    public const string SocketsUsed = "socket_used";

    /// <summary>Erlang processes.</summary>
    public const string ProcessesUsed = "proc_used";

    public const string MemoryUsed = "mem_used";

    /// <summary>Free space of the file system with the node's data.</summary>
    public const string DiskFree = "disk_free";

    /// <summary>1: the node's management API answers; 0: it does not, and then nothing else is known of the node.</summary>
    public const string Alive = "rabbitmq_alive";

    /// <summary>What the data of the instance takes of the storage that was ordered, all nodes together and in whole GB; so it is the same for each node.</summary>
    public const string DiskUsage = "rabbitmq_disk_usage";

    /// <summary>What the node takes of the memory of its product.</summary>
    public const string MemoryUsage = "rabbitmq_memory_usage";

    /// <summary>All, those of the whole instance first.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        new(Connections, Units.Count, PerNode: false),
        new(Channels, Units.Count, PerNode: false),
        new(Queues, Units.Count, PerNode: false),
        new(Consumers, Units.Count, PerNode: false),
        new(MessagesReady, Units.Count, PerNode: false),
        new(MessagesUnacknowledged, Units.Count, PerNode: false),
        new(Publish, Units.PerSecond, PerNode: false),
        new(Deliver, Units.PerSecond, PerNode: false),
        new(DeliverNoAck, Units.PerSecond, PerNode: false),
        new(FilesUsed, Units.Count, PerNode: true),
        new(SocketsUsed, Units.Count, PerNode: true),
        new(ProcessesUsed, Units.Count, PerNode: true),
        new(MemoryUsed, Units.Bytes, PerNode: true),
        new(DiskFree, Units.Bytes, PerNode: true),
        new(Alive, "", PerNode: true),
        new(DiskUsage, Units.Percent, PerNode: true),
        new(MemoryUsage, Units.Percent, PerNode: true),
    ];

    /// <summary>Null: there is none of this name.</summary>
    public static Metric? Find(string? name) => All.FirstOrDefault(m => m.Name == name);

    private static class Units
    {
        public const string Count = "Count";
        public const string PerSecond = "Count/s";
        public const string Bytes = "Byte";
        public const string Percent = "%";
    }
}
