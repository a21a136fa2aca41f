using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V2;

/// <summary>Answer of GET /v2/{project_id}/instances/{instance_id}/rabbitmq/plugins (as real clients need it).</summary>
public sealed record PluginsResponse
{
    /// <summary>Whether a change is going on.</summary>
    [JsonPropertyName("plugins_modifying")]
    public required bool PluginsModifying { get; init; }

    /// <summary>By name; what is not installed is not listed.</summary>
    [JsonPropertyName("plugins")]
    public required IReadOnlyList<PluginBody> Plugins { get; init; }
}

/// <summary>A plugin.</summary>
public sealed record PluginBody
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Whether it was turned on.</summary>
    [JsonPropertyName("enable")]
    public required bool Enable { get; init; }

    /// <summary>Whether it runs on every node that runs; it may also do so because another one needs it.</summary>
    [JsonPropertyName("running")]
    public required bool Running { get; init; }

    [JsonPropertyName("version")]
    public required string Version { get; init; }
}

/// <summary>Body of PUT on the same path.</summary>
public sealed record UpdatePluginsRequest
{
    /// <summary>On or off.</summary>
    [JsonPropertyName("enable")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? Enable { get; init; }

    /// <summary>Names, joined by commas.</summary>
    [JsonPropertyName("plugins")]
    public string? Plugins { get; init; }
}

/// <summary>Answer of a call that began a task.</summary>
public sealed record JobResponse
{
    /// <summary>Id of the task.</summary>
    [JsonPropertyName("job_id")]
    public required string JobId { get; init; }
}
