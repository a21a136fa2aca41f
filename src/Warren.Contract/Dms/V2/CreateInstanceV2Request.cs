using System.Text.Json.Serialization;
using Warren.Contract.Dms.V1;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V2;

/// <summary>Body of POST /v2/{project_id}/instances and of /v2/rabbitmq/{project_id}/instances: the one of v1.0 and what newer clients add.</summary>
public sealed record CreateInstanceV2Request : CreateInstanceRequest
{
    /// <summary>Nodes, 1, 3, 5 or 7: needed with a product_id of GET /v2/rabbitmq/products that is a cluster's. Error DMS.00400009.</summary>
    [JsonPropertyName("broker_num")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? BrokerNum { get; init; }

    /// <summary>Kept and shown; permissions of broker users always count. Default false.</summary>
    [JsonPropertyName("enable_acl")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? EnableAcl { get; init; }

    /// <summary>false only: Warren does not encrypt disks. Error DMS.00400063.</summary>
    [JsonPropertyName("disk_encrypted_enable")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? DiskEncryptedEnable { get; init; }

    /// <summary>The processors of this installation, X86 or ARM, in any case. Error DMS.00400063.</summary>
    [JsonPropertyName("arch_type")]
    public string? ArchType { get; init; }

    /// <summary>How it is paid.</summary>
    [JsonPropertyName("bss_param")]
    public Billing? BssParam { get; init; }
}

/// <summary>How an order is paid; other members are of monthly orders, which are not taken.</summary>
public sealed record Billing
{
    /// <summary>postPaid only, which is the default. Error DMS.00400063.</summary>
    [JsonPropertyName("charging_mode")]
    public string? ChargingMode { get; init; }
}
