using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V1;

/// <summary>Body of PUT /v1.0/{project_id}/instances/{instance_id}, table 5-10: any subset of its members.</summary>
public sealed record UpdateInstanceRequest
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>An empty string clears it.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("maintain_begin")]
    public string? MaintainBegin { get; init; }

    [JsonPropertyName("maintain_end")]
    public string? MaintainEnd { get; init; }

    [JsonPropertyName("security_group_id")]
    public string? SecurityGroupId { get; init; }

    [JsonPropertyName("enable_publicip")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? EnablePublicIp { get; init; }

    [JsonPropertyName("publicip_id")]
    public string? PublicIpId { get; init; }

    [JsonPropertyName("enterprise_project_id")]
    [JsonConverter(typeof(LenientStringConverter))]
    public string? EnterpriseProjectId { get; init; }
}
