using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V1;

/// <summary>Body of POST /v1.0/{project_id}/instances, table 5-2. All members may be absent: each absence has its own code.</summary>
public record CreateInstanceRequest
{
    /// <summary>A letter, then letters, digits, - or _; 4 to 64 characters (decision 0.3). Error 111400010; taken: 111400060.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>At most 1024 characters. Default: empty. Error 111400011.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>"rabbitmq" in any case. Error 111400007.</summary>
    [JsonPropertyName("engine")]
    public string? Engine { get; init; }

    /// <summary>A version listed by GET /v1.0/products. Default: the first of them. Error 111400008.</summary>
    [JsonPropertyName("engine_version")]
    public string? EngineVersion { get; init; }

    /// <summary>GB: 100 to 90000, for clusters from 100 per node (decision 0.8); a number, or a number in a string. Error 111400500.</summary>
    [JsonPropertyName("storage_space")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? StorageSpace { get; init; }

    /// <summary>RabbitMQ user of the customer: letters, digits, -; 4 to 64 characters. Error 111400015.</summary>
    [JsonPropertyName("access_user")]
    public string? AccessUser { get; init; }

    /// <summary>Its password: 8 to 32 characters of at least two of lower case, upper case, digits and specials. Errors 111400012, 111400019. Kept only as a salted hash.</summary>
    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>VPC of the project. Errors 111400013, 111400068.</summary>
    [JsonPropertyName("vpc_id")]
    public string? VpcId { get; init; }

    /// <summary>Security group of the project with rules for any protocol in both directions. Errors 111400014, 111400046, 111400048.</summary>
    [JsonPropertyName("security_group_id")]
    public string? SecurityGroupId { get; init; }

    /// <summary>Subnet of that VPC, with DHCP on. Errors 111400016, 111400018, 111400020.</summary>
    [JsonPropertyName("subnet_id")]
    public string? SubnetId { get; init; }

    /// <summary>Exactly one zone id (decision 0.7). Errors 111400067, 111400042.</summary>
    [JsonPropertyName("available_zones")]
    public IReadOnlyList<string?>? AvailableZones { get; init; }

    /// <summary>A product listed under Hourly (decision 0.5). Error 111400009.</summary>
    [JsonPropertyName("product_id")]
    public string? ProductId { get; init; }

    /// <summary>Start of the maintenance window: 22, 02, 06, 10, 14 or 18 o'clock as HH, HH:mm or HH:mm:ss. Default 02:00. Error 111400106.</summary>
    [JsonPropertyName("maintain_begin")]
    public string? MaintainBegin { get; init; }

    /// <summary>Four hours later. Default 06:00. Error 111400106.</summary>
    [JsonPropertyName("maintain_end")]
    public string? MaintainEnd { get; init; }

    /// <summary>Whether to listen on a public address too; then publicip_id is needed. Default false.</summary>
    [JsonPropertyName("enable_publicip")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? EnablePublicIp { get; init; }

    /// <summary>A public address that is not bound. Error 111400063.</summary>
    [JsonPropertyName("publicip_id")]
    public string? PublicIpId { get; init; }

    /// <summary>Whether the listeners speak TLS. Default false.</summary>
    [JsonPropertyName("ssl_enable")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? SslEnable { get; init; }

    /// <summary>I/O class: dms.physical.storage.normal, .high or .ultra. Error 111400125.</summary>
    [JsonPropertyName("storage_spec_code")]
    public string? StorageSpecCode { get; init; }

    /// <summary>"0" is the default; some clients send a number (as real clients need it).</summary>
    [JsonPropertyName("enterprise_project_id")]
    [JsonConverter(typeof(LenientStringConverter))]
    public string? EnterpriseProjectId { get; init; }

    /// <summary>Tags of the instance, at most 20. Error 111400063.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyList<Tag?>? Tags { get; init; }

    /// <summary>The body without the password, so that a log line cannot hold it.</summary>
    public sealed override string ToString() => $"CreateInstanceRequest {{ Name = {Name}, ProductId = {ProductId} }}";
}

/// <summary>Answer of the same call, table 5-3.</summary>
public sealed record CreateInstanceResponse
{
    [JsonPropertyName("instance_id")]
    public required string InstanceId { get; init; }
}
