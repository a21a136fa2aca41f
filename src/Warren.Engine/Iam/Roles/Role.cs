using Warren.Engine.Iam.Policies;

namespace Warren.Engine.Iam.Roles;

/// <summary>What can be granted: a role or policy of the system, or a policy that an account wrote itself.</summary>
public sealed record Role
{
    /// <summary>32 hexadecimal digits; of the system's the same in every installation.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>AX: in the account as a whole; XA: in projects; AA: in both.</summary>
    public required string Type { get; init; }

    /// <summary>The service, BASE for several, or CUSTOMED.</summary>
    public required string Catalog { get; init; }

    public required string Description { get; init; }

    public string? DescriptionCn { get; init; }

    /// <summary>The document as it was written.</summary>
    public required string Json { get; init; }

    public required PolicyDocument Document { get; init; }

    /// <summary>Null for the system's.</summary>
    public string? AccountId { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public bool IsCustom => AccountId is not null;

    /// <summary>A policy of the system, as against one of its older roles.</summary>
    public bool FineGrained => !IsCustom && Document.Version == PolicyDocument.PolicyVersion;

    /// <summary>Whether it can be granted for the account as a whole.</summary>
    public bool InAccount => Type[0] == 'A';

    /// <summary>Whether it can be granted in projects.</summary>
    public bool InProjects => Type[1] == 'A';

    internal NamedPolicy Policy => new(Id, DisplayName, Document);

    internal static Role Of(CustomPolicy policy) => new()
    {
        Id = policy.Id,
        Name = policy.Name,
        DisplayName = policy.DisplayName,
        Type = policy.Type,
        Catalog = "CUSTOMED",
        Description = policy.Description,
        DescriptionCn = policy.DescriptionCn,
        Json = policy.Document,
        Document = PolicyParser.Parse(policy.Document),
        AccountId = policy.AccountId,
        CreatedAt = policy.CreatedAt,
        UpdatedAt = policy.UpdatedAt,
    };
}
