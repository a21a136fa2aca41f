using Warren.Engine.Iam;

namespace Warren.Engine.EnterpriseProjects;

/// <summary>A group of an account's resources across its projects. The default one, "0", always exists and has no row.</summary>
public sealed class EnterpriseProject
{
    /// <summary>Id of the default one.</summary>
    public const string DefaultId = "0";

    /// <summary>A UUID, or "0".</summary>
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>Unique in the account, whatever the case.</summary>
    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>"prod" or "poc".</summary>
    public string Type { get; init; } = "prod";

    /// <summary>A disabled one keeps its resources and takes no new ones.</summary>
    public bool Enabled { get; set; } = true;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    internal static EnterpriseProject Default(Account account) => new()
    {
        Id = DefaultId,
        AccountId = account.Id,
        Name = "default",
        CreatedAt = account.CreatedAt,
        UpdatedAt = account.CreatedAt,
    };
}
