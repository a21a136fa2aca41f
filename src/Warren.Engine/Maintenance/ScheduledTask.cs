namespace Warren.Engine.Maintenance;

/// <summary>Upkeep of an instance that waits for its maintenance window, for its customer to see, to move or to put off.</summary>
public sealed class ScheduledTask
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string InstanceId { get; init; }

    public required MaintenanceKind Kind { get; init; }

    public ScheduledState State { get; set; } = ScheduledState.Created;

    /// <summary>When it begins: the beginning of a window, unless the customer has chosen another time.</summary>
    public required DateTimeOffset ScheduledAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Whether it is still to be done, or being done.</summary>
    public bool IsOpen => State is ScheduledState.Created or ScheduledState.Executing;
}

/// <summary>What has to be done to an instance now and then.</summary>
public enum MaintenanceKind
{
    /// <summary>Its certificates end within a month. No node restarts for it.</summary>
    RenewCertificate = 0,

    /// <summary>Its nodes run an older release of RabbitMQ than the installed one; a restart, node by node, changes that.</summary>
    UpgradeBroker = 1,
}

/// <summary>States of a scheduled task; the API writes them in upper case.</summary>
public enum ScheduledState
{
    Created = 0,
    Executing = 1,
    Success = 2,

    /// <summary>Put off by the customer: the window after the one that it was meant for.</summary>
    Cancelled = 3,
}
