namespace Warren.Engine.Network;

/// <summary>A virtual private cloud: a registry entry that gives subnets a range and a home.</summary>
public sealed class Vpc
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>IPv4 range in prefix form, for example 127.40.0.0/16.</summary>
    public required string Cidr { get; set; }

    public string EnterpriseProjectId { get; set; } = "0";

    public required DateTimeOffset CreatedAt { get; init; }
}
