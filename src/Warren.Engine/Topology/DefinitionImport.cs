namespace Warren.Engine.Topology;

/// <summary>Definitions that an instance is to import; gone when it has, or has refused them.</summary>
public sealed class DefinitionImport
{
    public required string InstanceId { get; init; }

    /// <summary>The order that it belongs to.</summary>
    public required long Generation { get; init; }

    /// <summary>JSON for the broker's management API, encrypted: it holds hashes of passwords.</summary>
    public required string ProtectedContent { get; init; }
}
