using System.ComponentModel.DataAnnotations;
using Warren.Engine.Runtimes.Local.Networking;

namespace Warren.Engine.Runtimes.Local;

/// <summary>How brokers run as processes of this machine. Section <c>Local</c>.</summary>
public sealed record LocalOptions
{
    /// <summary>Memory that must be left for <see cref="WarmPool"/> to be 1 by itself, bytes.</summary>
    internal const long MemoryForWarmPool = 2L * 1024 * 1024 * 1024;

    /// <summary>Start script of the installed RabbitMQ. Default: where Debian's package puts it.</summary>
    [Required]
    public string ServerScript { get; init; } = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    /// <summary>Unprivileged user that brokers run as when Warren runs as root. Default: the one of Debian's package.</summary>
    [Required]
    public string User { get; init; } = "rabbitmq";

    /// <summary>Range inside 127.0.0.0/8 for broker addresses; empty: an unused /16 is chosen at first start and kept.</summary>
    public string AddressRange { get; init; } = "";

    /// <summary>Which addresses brokers have. Default <see cref="Networking.AddressMode.Loopback"/>.</summary>
    [EnumDataType(typeof(AddressMode))]
    public AddressMode AddressMode { get; init; } = AddressMode.Loopback;

    /// <summary>
    /// Whether the rules of security groups decide who reaches a broker, by nftables. Needs root. Default false, since a new group lets in only its own members, and
    /// on one machine that is nobody.
    /// </summary>
    public bool SecurityGroups { get; init; }

    /// <summary>Whether a public address has the bandwidth that was ordered with it and no more, by nftables. Needs root. Default false.</summary>
    public bool Bandwidth { get; init; }

    internal bool NeedsFirewall => SecurityGroups || Bandwidth;

    /// <summary>Free disk space under which a broker blocks publishers, bytes. 50 MB to 1 TB, default 500 MB.</summary>
    [Range(50_000_000L, 1_000_000_000_000L)]
    public long DiskFreeLimit { get; init; } = 500_000_000;

    /// <summary>
    /// Bytes that count as a GB of ordered and used storage. 100,000 to 2^30, default 2^30; less lets one try what happens when storage is used up.
    /// </summary>
    [Range(100_000L, 1L << 30)]
    public long BytesPerGigabyte { get; init; } = 1L << 30;

    /// <summary>
    /// Whether each new node's data is a file system of its own of the ordered size, so that it can take no more of the disk, whatever happens. Needs root. Default
    /// false: then the broker's own alarm alone keeps the ordered storage.
    /// </summary>
    public bool StorageQuota { get; init; }

    /// <summary>How long a graceful stop may take before the process is killed. 1 s to 10 min, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a node may boot until it is asked whether its boot hangs; one that does is started again. 1 s to 1 h, default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan BootPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether nodes boot from a folder that was prepared for the installed release, in about a third of the usual time (docs/fast-start.md). Whenever it cannot
    /// be used they boot RabbitMQ's own way. Default true.
    /// </summary>
    public bool FastStart { get; init; } = true;

    /// <summary>
    /// Where the prepared folders are. Several Warrens of one user may share it; nobody else may be able to write to it, and the brokers' user must be able to
    /// reach it. Empty (default): fast-start in the data folder.
    /// </summary>
    public string FastStartFolder { get; init; } = "";

    /// <summary>
    /// How many blank single-node instances of the smallest flavour are kept booted, to be given to orders at once (docs/warm-pool.md). Each takes some 90 MiB.
    /// 0 to 100; not set (default): 1 when the machine has 2 GiB of memory left as Warren starts, otherwise 0.
    /// </summary>
    [Range(0, 100)]
    public int? WarmPool { get; init; }

    /// <summary>The same for blank clusters of three nodes. 0 to 30, default 0.</summary>
    [Range(0, 30)]
    public int WarmTrios { get; init; }
}
