using Warren.Engine.Catalogue;
using Warren.Engine.Tasks;

namespace Warren.Engine.Instances;

/// <summary>An instance with the names around it, ready to be shown.</summary>
public sealed record InstanceDetails
{
    public required Instance Instance { get; init; }

    public required InstanceStatus Status { get; init; }

    public required Flavour Flavour { get; init; }

    public required string VpcName { get; init; }

    public required string SubnetName { get; init; }

    public required string SubnetCidr { get; init; }

    public required string SecurityGroupName { get; init; }

    public required IReadOnlyList<Zone> Zones { get; init; }

    /// <summary>By key.</summary>
    public required IReadOnlyList<InstanceTag> Tags { get; init; }

    /// <summary>The newest task that is not finished.</summary>
    public required BackgroundTask? Task { get; init; }

    /// <summary>Name of the runtime that keeps it.</summary>
    public required string Runtime { get; init; }
}
