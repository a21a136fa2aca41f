namespace Warren.Engine.Instances;

/// <summary>An order as it came in: everything may be absent. <see cref="InstanceRules"/> turns it into an <see cref="InstanceSpec"/> or refuses it.</summary>
public sealed record InstanceOrder
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Engine { get; init; }

    public string? EngineVersion { get; init; }

    /// <summary>Whether a newer client ordered, so that versions may be named which v1.0 does not know.</summary>
    public bool IsNewer { get; init; }

    /// <summary>GB.</summary>
    public int? StorageGb { get; init; }

    public string? AccessUser { get; init; }

    public string? Password { get; init; }

    public string? VpcId { get; init; }

    public string? SecurityGroupId { get; init; }

    public string? SubnetId { get; init; }

    public IReadOnlyList<string?>? ZoneIds { get; init; }

    public string? ProductId { get; init; }

    /// <summary>Where the product leaves it open.</summary>
    public int? NodeCount { get; init; }

    public string? MaintainBegin { get; init; }

    public string? MaintainEnd { get; init; }

    public bool? PublicIpEnabled { get; init; }

    public string? PublicIpId { get; init; }

    public bool? TlsEnabled { get; init; }

    public string? StorageSpecCode { get; init; }

    public string? EnterpriseProjectId { get; init; }

    public bool? AclEnabled { get; init; }

    public bool? DiskEncryptionEnabled { get; init; }

    /// <summary>X86 or ARM.</summary>
    public string? Architecture { get; init; }

    /// <summary>postPaid or prePaid.</summary>
    public string? ChargingMode { get; init; }

    public IReadOnlyList<(string? Key, string? Value)> Tags { get; init; } = [];

    public override string ToString() => $"InstanceOrder {{ Name = {Name} }}";
}
