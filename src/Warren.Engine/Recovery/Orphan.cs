namespace Warren.Engine.Recovery;

/// <summary>Brokers that the store does not know, or that carry orders it does not know. Written by the copy that keeps them; nothing happens to them by itself.</summary>
public sealed class Orphan
{
    /// <summary>The id under which the runtime keeps it; an instance's.</summary>
    public required string Id { get; init; }

    /// <summary>The host that has it (<see cref="Instances.Instance.Host"/>); empty: every copy reaches it.</summary>
    public required string Host { get; init; }

    public required OrphanKind Kind { get; set; }

    /// <summary>What it was ordered as (<see cref="InstanceRecord"/>); null: not known, so it cannot be adopted.</summary>
    public string? Record { get; set; }

    /// <summary>Nodes that exist.</summary>
    public required int Nodes { get; set; }

    /// <summary>Nodes whose process lives.</summary>
    public required int RunningNodes { get; set; }

    /// <summary>What its data takes, GB, rounded up.</summary>
    public required int StorageGb { get; set; }

    /// <summary>Why it is one, in words.</summary>
    public required string Reason { get; set; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>When an operator ordered its removal; null: nobody has.</summary>
    public DateTimeOffset? RemovalRequestedAt { get; set; }
}

/// <summary>In what the store and the brokers differ.</summary>
public enum OrphanKind
{
    /// <summary>The store does not know it at all.</summary>
    Unknown = 0,

    /// <summary>The store knows it at an older order.</summary>
    Ahead = 1,
}
