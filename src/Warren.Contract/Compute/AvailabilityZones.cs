using System.Text.Json.Serialization;

namespace Warren.Contract.Compute;

/// <summary>Answer of GET /v2.1/{project_id}/os-availability-zone (as real clients need it).</summary>
public sealed record AvailabilityZonesResponse
{
    [JsonPropertyName("availabilityZoneInfo")]
    public required IReadOnlyList<ZoneInfo> ZoneInfos { get; init; }
}

/// <summary>A zone.</summary>
public sealed record ZoneInfo
{
    /// <summary>The code of the DMS calls.</summary>
    [JsonPropertyName("zoneName")]
    public required string ZoneName { get; init; }

    [JsonPropertyName("zoneState")]
    public required ZoneState ZoneState { get; init; }

    /// <summary>Always null.</summary>
    [JsonPropertyName("hosts")]
    public required string? Hosts { get; init; }
}

/// <summary>Whether a zone can be used.</summary>
public sealed record ZoneState
{
    [JsonPropertyName("available")]
    public required bool Available { get; init; }
}
