namespace Warren.Engine.Store;

/// <summary>The one row about this installation itself; its presence says that the first start was completed.</summary>
public sealed class Installation
{
    /// <summary>Always 1.</summary>
    public required int Id { get; init; }

    /// <summary>Name of the region, and of the first project.</summary>
    public required string Region { get; init; }

    /// <summary>Name of the runtime that keeps its brokers.</summary>
    public required string Runtime { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The certificate authority that all copies of Warren use, as PEM; null in a store that is one data folder's own.</summary>
    public string? AuthorityCertificate { get; set; }

    /// <summary>Its key, encrypted.</summary>
    public string? ProtectedAuthorityKey { get; set; }
}
