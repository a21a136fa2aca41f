using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V1;

/// <summary>Body of PUT /v1.0/{project_id}/instances/{instance_id}, table 5-10: any subset of its members.</summary>
public record UpdateInstanceRequest
{
    /// <summary>As in the create call; error 111400010, taken: 111400060.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>An empty string clears it.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>As in the create call; one of the two alone determines the other (decision 0.6). Error 111400106.</summary>
    [JsonPropertyName("maintain_begin")]
    public string? MaintainBegin { get; init; }

    /// <summary>As maintain_begin.</summary>
    [JsonPropertyName("maintain_end")]
    public string? MaintainEnd { get; init; }

    /// <summary>As in the create call; errors 111400046, 111400048.</summary>
    [JsonPropertyName("security_group_id")]
    public string? SecurityGroupId { get; init; }

    /// <summary>true binds publicip_id, false unbinds; a task does it.</summary>
    [JsonPropertyName("enable_publicip")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? EnablePublicIp { get; init; }

    /// <summary>A public address that is not bound. Error 111400063.</summary>
    [JsonPropertyName("publicip_id")]
    public string? PublicIpId { get; init; }

    /// <summary>"0" is the default enterprise project.</summary>
    [JsonPropertyName("enterprise_project_id")]
    [JsonConverter(typeof(LenientStringConverter))]
    public string? EnterpriseProjectId { get; init; }
}
