using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V2;

/// <summary>Answer of GET /v2/{project_id}/instances/{instance_id}/auto-volume-expand (as real clients need it).</summary>
public sealed record VolumeExpansionBody
{
    /// <summary>Whether the storage grows by itself; default false.</summary>
    [JsonPropertyName("auto_volume_expand_enable")]
    public required bool AutoVolumeExpandEnable { get; init; }

    /// <summary>Percent in use at which it grows, 20 to 80, default 80.</summary>
    [JsonPropertyName("expand_threshold")]
    public required int ExpandThreshold { get; init; }

    /// <summary>GB, all nodes together, which it does not grow beyond; default 90000.</summary>
    [JsonPropertyName("max_volume_size")]
    public required int MaxVolumeSize { get; init; }

    /// <summary>Percent that is added, 10 to 100, default 10; rounded up to 100 GB.</summary>
    [JsonPropertyName("expand_increment")]
    public required int ExpandIncrement { get; init; }
}

/// <summary>Body of PUT on the same path: what is absent stays, but the first.</summary>
public sealed record VolumeExpansionRequest
{
    /// <summary>Has to be given.</summary>
    [JsonPropertyName("auto_volume_expand_enable")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? AutoVolumeExpandEnable { get; init; }

    /// <summary>20 to 80.</summary>
    [JsonPropertyName("expand_threshold")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? ExpandThreshold { get; init; }

    /// <summary>GB: a multiple of 100 above what the instance has, to 90000.</summary>
    [JsonPropertyName("max_volume_size")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? MaxVolumeSize { get; init; }

    /// <summary>10 to 100.</summary>
    [JsonPropertyName("expand_increment")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? ExpandIncrement { get; init; }
}
