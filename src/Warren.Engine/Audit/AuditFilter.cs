namespace Warren.Engine.Audit;

/// <summary>Which events to list; null members filter nothing.</summary>
public sealed record AuditFilter
{
    /// <summary>Longest page.</summary>
    public const int MostEvents = 200;

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The last id of the page before.</summary>
    public string? After { get; init; }

    /// <summary>The first part of the action.</summary>
    public string? Service { get; init; }

    public string? Action { get; init; }

    public string? UserName { get; init; }

    public string? ResourceType { get; init; }

    public string? ResourceId { get; init; }

    public string? ResourceName { get; init; }

    public string? EventId { get; init; }

    public string? RequestId { get; init; }

    public AuditRating? Rating { get; init; }

    /// <summary>Whether events that belong to no project are listed too.</summary>
    public bool OfAccount { get; init; }

    /// <summary>1 to <see cref="MostEvents"/>.</summary>
    public int Take { get; init; } = 10;
}

/// <summary>How an event went.</summary>
public enum AuditRating
{
    /// <summary>It was done.</summary>
    Normal,

    /// <summary>It was refused.</summary>
    Warning,

    /// <summary>It failed for a fault of ours.</summary>
    Incident,
}
