using Warren.Engine.Catalogue;
using Warren.Engine.Security;

namespace Warren.Engine.Instances;

/// <summary>A valid order, before anything in the store was asked.</summary>
public sealed record InstanceSpec
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string EngineVersion { get; init; }

    public required Flavour Flavour { get; init; }

    /// <summary>GB, all nodes together.</summary>
    public required int StorageGb { get; init; }

    public required string StorageSpecCode { get; init; }

    public required string AccessUser { get; init; }

    public required Secret Password { get; init; }

    public required string VpcId { get; init; }

    public required string SecurityGroupId { get; init; }

    public required string SubnetId { get; init; }

    public required IReadOnlyList<string> ZoneIds { get; init; }

    public required string MaintainBegin { get; init; }

    public required string MaintainEnd { get; init; }

    public required bool TlsEnabled { get; init; }

    public required bool AclEnabled { get; init; }

    /// <summary>As ordered: one of the ids of <see cref="Flavour"/>.</summary>
    public required string ProductId { get; init; }

    public required string? PublicIpId { get; init; }

    public required string EnterpriseProjectId { get; init; }

    public required IReadOnlyList<(string Key, string Value)> Tags { get; init; }
}
