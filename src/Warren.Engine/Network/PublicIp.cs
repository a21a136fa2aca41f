namespace Warren.Engine.Network;

/// <summary>A public address that a project holds, with the bandwidth that every one of them has.</summary>
public sealed class PublicIp
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    /// <summary>The IPv4 address; unique in the installation.</summary>
    public required string Address { get; init; }

    /// <summary>For example 5_bgp; only shown again.</summary>
    public required string Type { get; init; }

    /// <summary>Name that a customer may give.</summary>
    public string Alias { get; set; } = "";

    public string Description { get; set; } = "";

    public required string BandwidthId { get; init; }

    public required string BandwidthName { get; init; }

    /// <summary>Mbit/s. A runtime with the capability lets no more out.</summary>
    public required int BandwidthSize { get; init; }

    /// <summary>"bandwidth" or "traffic".</summary>
    public required string ChargeMode { get; init; }

    public string EnterpriseProjectId { get; set; } = "0";

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: never changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>The port that it is bound to, or null.</summary>
    public string? PortId { get; set; }

    /// <summary>The instance that it is bound to, or null. Only the instance's own calls change this.</summary>
    public string? InstanceId { get; set; }

    /// <summary>Where it leads to while it is bound.</summary>
    public string? PrivateAddress { get; set; }

    public bool IsBound => PortId is not null || InstanceId is not null;
}
