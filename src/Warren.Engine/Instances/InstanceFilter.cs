namespace Warren.Engine.Instances;

/// <summary>Which instances a list call asks for (table 5-19). Null means: not asked.</summary>
public sealed record InstanceFilter
{
    public string? Name { get; init; }

    public bool ExactName { get; init; }

    public string? Id { get; init; }

    public InstanceStatus? Status { get; init; }

    /// <summary>Whether instances whose creation failed are in the list.</summary>
    public bool IncludeFailed { get; init; }

    public string? EnterpriseProjectId { get; init; }

    /// <summary>The enterprise projects that the caller may see instances of; null: all.</summary>
    public IReadOnlyList<string>? AllowedEnterpriseProjectIds { get; init; }

    /// <summary>How many rows to leave out, from 0.</summary>
    public int Skip { get; init; }

    /// <summary>Rows at most, 1 to 2000 (as real clients need it).</summary>
    public int Take { get; init; } = 1000;
}
