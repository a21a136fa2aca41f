using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V1;

/// <summary>A tag of an instance (as real clients need it).</summary>
public sealed record Tag
{
    /// <summary>Key, 1 to 128 characters.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>Value, 0 to 255 characters.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }
}
