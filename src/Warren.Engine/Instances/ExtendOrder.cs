namespace Warren.Engine.Instances;

/// <summary>An extension as it came in, in either body style (as real clients need it).</summary>
public sealed record ExtendOrder
{
    /// <summary>storage, horizontal or vertical; null in the old style.</summary>
    public string? Type { get; init; }

    /// <summary>GB, all nodes together.</summary>
    public int? StorageGb { get; init; }

    public int? NodeCount { get; init; }

    public string? ProductId { get; init; }

    public string? SpecCode { get; init; }
}
