using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V1;

/// <summary>Answer of GET /v1.0/{project_id}/instances, table 5-20.</summary>
public sealed record ListInstancesResponse
{
    [JsonPropertyName("instances")]
    public required IReadOnlyList<InstanceResponse> Instances { get; init; }

    /// <summary>How many instances match the filter, whatever the page holds (as real clients need it).</summary>
    [JsonPropertyName("instance_num")]
    public required int InstanceNum { get; init; }
}
