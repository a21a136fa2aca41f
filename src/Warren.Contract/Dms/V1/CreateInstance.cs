using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V1;

/// <summary>Body of POST /v1.0/{project_id}/instances, table 5-2. All members may be absent: each absence has its own code.</summary>
public sealed record CreateInstanceRequest
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("engine")]
    public string? Engine { get; init; }

    [JsonPropertyName("engine_version")]
    public string? EngineVersion { get; init; }

    /// <summary>GB; a number, or a number in a string (contract 1.0).</summary>
    [JsonPropertyName("storage_space")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? StorageSpace { get; init; }

    [JsonPropertyName("access_user")]
    public string? AccessUser { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }

    [JsonPropertyName("vpc_id")]
    public string? VpcId { get; init; }

    [JsonPropertyName("security_group_id")]
    public string? SecurityGroupId { get; init; }

    [JsonPropertyName("subnet_id")]
    public string? SubnetId { get; init; }

    [JsonPropertyName("available_zones")]
    public IReadOnlyList<string?>? AvailableZones { get; init; }

    [JsonPropertyName("product_id")]
    public string? ProductId { get; init; }

    [JsonPropertyName("maintain_begin")]
    public string? MaintainBegin { get; init; }

    [JsonPropertyName("maintain_end")]
    public string? MaintainEnd { get; init; }

    [JsonPropertyName("enable_publicip")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? EnablePublicIp { get; init; }

    [JsonPropertyName("publicip_id")]
    public string? PublicIpId { get; init; }

    [JsonPropertyName("ssl_enable")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? SslEnable { get; init; }

    [JsonPropertyName("storage_spec_code")]
    public string? StorageSpecCode { get; init; }

    /// <summary>"0" is the default; some clients send a number (contract 7, trap 16).</summary>
    [JsonPropertyName("enterprise_project_id")]
    [JsonConverter(typeof(LenientStringConverter))]
    public string? EnterpriseProjectId { get; init; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<Tag?>? Tags { get; init; }

    /// <summary>The body without the password, so that a log line cannot hold it.</summary>
    public override string ToString() => $"CreateInstanceRequest {{ Name = {Name}, ProductId = {ProductId} }}";
}

/// <summary>Answer of the same call, table 5-3.</summary>
public sealed record CreateInstanceResponse
{
    [JsonPropertyName("instance_id")]
    public required string InstanceId { get; init; }
}
