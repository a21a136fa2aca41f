namespace Warren.Engine.EnterpriseProjects;

/// <summary>Which enterprise projects, in which order; null filters are not applied.</summary>
public sealed record EnterpriseProjectFilter
{
    public const int LongestPage = 1000;

    public string? Id { get; init; }

    /// <summary>Part of the name.</summary>
    public string? Name { get; init; }

    public bool? Enabled { get; init; }

    public string? Type { get; init; }

    /// <summary>By name or by last change instead of by creation.</summary>
    public EnterpriseProjectOrder Order { get; init; }

    /// <summary>The newest or last one first, which is the default of the reference.</summary>
    public bool Descending { get; init; } = true;

    public int Skip { get; init; }

    /// <summary>1 to 1000.</summary>
    public int Take { get; init; } = LongestPage;
}

public enum EnterpriseProjectOrder
{
    Created = 0,
    Updated = 1,
    Name = 2,
}
