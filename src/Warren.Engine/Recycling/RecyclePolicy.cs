namespace Warren.Engine.Recycling;

/// <summary>What becomes of a project's deleted instances; a project without a row has the defaults.</summary>
public sealed class RecyclePolicy
{
    /// <summary>1 to this many days are kept (as newer documents have it).</summary>
    public const int LongestDays = 7;

    public required string ProjectId { get; init; }

    /// <summary>Days that the data of a deleted instance is kept, 1 to 7, default 7. It counts for later deletions.</summary>
    public int RetentionDays { get; set; } = LongestDays;

    /// <summary>Whether a deletion that does not say puts the instance into the bin; default false: it is gone at once, as on v1.0.</summary>
    public bool UsesBin { get; set; }
}
