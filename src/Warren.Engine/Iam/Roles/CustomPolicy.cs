namespace Warren.Engine.Iam.Roles;

/// <summary>A policy that an account wrote itself.</summary>
public sealed class CustomPolicy
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>Made by the system: custom_ and the id.</summary>
    public required string Name { get; init; }

    /// <summary>Unique in the account.</summary>
    public required string DisplayName { get; set; }

    /// <summary>AX or XA.</summary>
    public required string Type { get; set; }

    public required string Description { get; set; }

    public string? DescriptionCn { get; set; }

    /// <summary>The JSON as it was written, checked.</summary>
    public required string Document { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
