namespace Warren.Engine.Network;

/// <summary>A tag of a VPC, a subnet or a security group. The pair of resource and key is unique; it goes with the resource.</summary>
public sealed class NetworkTag
{
    public required string ResourceId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }
}
