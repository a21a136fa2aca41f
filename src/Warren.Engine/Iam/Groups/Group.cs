namespace Warren.Engine.Iam.Groups;

/// <summary>Users who are granted the same.</summary>
public sealed class Group
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>Unique in the account.</summary>
    public required string Name { get; set; }

    public required string Description { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A user is in a group.</summary>
public sealed class GroupMember
{
    public required string GroupId { get; init; }

    public required string UserId { get; init; }
}
