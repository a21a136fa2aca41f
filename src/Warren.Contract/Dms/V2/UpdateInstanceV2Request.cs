using System.Text.Json.Serialization;
using Warren.Contract.Dms.V1;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V2;

/// <summary>Body of PUT /v2/{project_id}/instances/{instance_id}: the one of v1.0 and what newer clients add.</summary>
public sealed record UpdateInstanceV2Request : UpdateInstanceRequest
{
    /// <summary>Kept and shown; permissions of broker users always count.</summary>
    [JsonPropertyName("enable_acl")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? EnableAcl { get; init; }
}
