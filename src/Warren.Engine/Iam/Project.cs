namespace Warren.Engine.Iam;

/// <summary>A project: what instances and networks belong to. The first one of an account is named as the region.</summary>
public sealed class Project
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>The project that this one was made in; null for the first of the account.</summary>
    public string? ParentId { get; init; }

    /// <summary>The region, or region_name for further ones; unique in the account.</summary>
    public required string Name { get; set; }

    public string Description { get; set; } = "";

    public bool Enabled { get; set; } = true;

    public required DateTimeOffset CreatedAt { get; init; }
}
