using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V1;

/// <summary>Answer of GET /v1.0/availableZones, tables 6-1 and 6-2.</summary>
public sealed record AvailableZonesResponse
{
    /// <summary>Region, under the name of v1.0.</summary>
    [JsonPropertyName("regionId")]
    public required string RegionId { get; init; }

    /// <summary>The same, under the name that newer clients decode (as real clients need it).</summary>
    [JsonPropertyName("region_id")]
    public required string RegionIdSnakeCase { get; init; }

    [JsonPropertyName("available_zones")]
    public required IReadOnlyList<AvailableZone> AvailableZones { get; init; }
}

/// <summary>One zone.</summary>
public sealed record AvailableZone
{
    /// <summary>32 hexadecimal digits; what create expects.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("code")]
    public required string Code { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>A string, as in the reference.</summary>
    [JsonPropertyName("port")]
    public required string Port { get; init; }

    /// <summary>"true" or "false", a string as in the reference.</summary>
    [JsonPropertyName("resource_availability")]
    public required string ResourceAvailability { get; init; }

    [JsonPropertyName("soldOut")]
    public required bool SoldOut { get; init; }

    [JsonPropertyName("default_az")]
    public required bool DefaultAz { get; init; }

    [JsonPropertyName("remain_time")]
    public required int RemainTime { get; init; }

    [JsonPropertyName("ipv6_enable")]
    public required bool Ipv6Enable { get; init; }
}
