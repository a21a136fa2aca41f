using System.ComponentModel.DataAnnotations;

namespace Warren.Engine.Reconcile;

/// <summary>How often and how widely instances are reconciled. Section <c>Reconcile</c>.</summary>
public sealed record ReconcileOptions
{
    /// <summary>Longest time an instance stays unobserved when nothing wakes it. 1 s to 10 min, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ResyncInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a copy of Warren may be silent before another takes its work. 5 s to 5 min, default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:05:00")]
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// After this time without a look at them, instances whose brokers are on another machine than the copy that notices show FAULTY: the Warren there has stopped, or
    /// the machine is gone. 10 s to 1 day, default 2 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan HostSilence { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Instances worked on at once. 1 to 1000, default 64.</summary>
    [Range(1, 1000)]
    public int Parallelism { get; init; } = 64;

    /// <summary>After this time an instance that never served is given up as CREATEFAILED. 10 s to 2 h, default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "02:00:00")]
    public TimeSpan CreateTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>After this time a restart or an extension that does not end is shown as RESIZING FAILED; it is still tried. 10 s to 2 h, default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "02:00:00")]
    public TimeSpan ChangeTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Starts of a node in a row, without serving in between, after which it is left alone: a creation or change has failed then, and an instance that served
    /// before stays FAULTY. 1 to 100, default 6.
    /// </summary>
    [Range(1, 100)]
    public int StartAttempts { get; init; } = 6;

    /// <summary>How long such a node is left alone before it is tried again; an order of the customer ends it early. 1 s to 1 day, default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RestAfterAttempts { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often an instance is looked at whose storage is used up, or nearly. 100 ms to 1 min, default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan FullStorageInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a restart waits for queues to be able to do without the next node. Then it goes on: such a queue waits for the node, and loses nothing.
    /// 1 s to 1 h, default 2 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan QuorumPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest pause between two tries to start a broker that keeps failing. 1 s to 10 min, default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromMinutes(1);
}
