using System.Text.Json.Serialization;
using Warren.Contract.Dms.V1;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V2;

/// <summary>Body of POST /v2/{project_id}/instances/action: that of v1.0, and whether the recycle bin is passed by.</summary>
public sealed record InstanceActionV2Request : InstanceActionRequest
{
    /// <summary>true: what is deleted is gone at once, also from the recycle bin; false or absent: as the project's policy says.</summary>
    [JsonPropertyName("force_delete")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? ForceDelete { get; init; }
}

/// <summary>Answer of GET and PUT /v2/{project_id}/recycle (as real clients need it).</summary>
public sealed record RecycleResponse
{
    /// <summary>Days that what is deleted from now on is kept, 1 to 7.</summary>
    [JsonPropertyName("retention_days")]
    public required int RetentionDays { get; init; }

    /// <summary>Whether a deletion that does not say puts the instance into the bin.</summary>
    [JsonPropertyName("default_use_recycle")]
    public required bool DefaultUseRecycle { get; init; }

    /// <summary>What is in the bin, the longest deleted first.</summary>
    [JsonPropertyName("recycle_instances")]
    public required IReadOnlyList<RecycledInstanceBody> RecycleInstances { get; init; }
}

/// <summary>An instance in the bin.</summary>
public sealed record RecycledInstanceBody
{
    [JsonPropertyName("instance_id")]
    public required string InstanceId { get; init; }

    /// <summary>RECYCLED, or DELETING while its brokers are being stopped.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>rabbitmq.</summary>
    [JsonPropertyName("engine")]
    public required string Engine { get; init; }

    /// <summary>When it was deleted, Unix ms.</summary>
    [JsonPropertyName("in_recycle_time")]
    public required long InRecycleTime { get; init; }

    /// <summary>Days that it is kept.</summary>
    [JsonPropertyName("save_time")]
    public required int SaveTime { get; init; }

    /// <summary>When it is removed, Unix ms.</summary>
    [JsonPropertyName("auto_delete_time")]
    public required long AutoDeleteTime { get; init; }

    /// <summary>Always null: Warren has no prices.</summary>
    [JsonPropertyName("cost_per_hour")]
    public required double? CostPerHour { get; init; }

    /// <summary>What was wrong with it when it was deleted; null: nothing.</summary>
    [JsonPropertyName("error_message")]
    public required string? ErrorMessage { get; init; }

    [JsonPropertyName("product_id")]
    public required string ProductId { get; init; }
}

/// <summary>Body of PUT /v2/{project_id}/recycle: what is absent stays.</summary>
public sealed record RecyclePolicyRequest
{
    [JsonPropertyName("retention_days")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? RetentionDays { get; init; }

    [JsonPropertyName("default_use_recycle")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? DefaultUseRecycle { get; init; }
}

/// <summary>Body of POST /v2/{project_id}/recycle.</summary>
public sealed record RestoreRequest
{
    /// <summary>1 to 50 ids.</summary>
    [JsonPropertyName("instances")]
    public IReadOnlyList<string?>? Instances { get; init; }
}

/// <summary>Answer of the same call: one entry per id, in the order of the request.</summary>
public sealed record RestoreResponse
{
    [JsonPropertyName("results")]
    public required IReadOnlyList<RestoreResultBody> Results { get; init; }
}

/// <summary>Whether an instance comes back.</summary>
public sealed record RestoreResultBody
{
    [JsonPropertyName("instance_id")]
    public required string InstanceId { get; init; }

    /// <summary>Id of the task; null: it was refused.</summary>
    [JsonPropertyName("job_id")]
    public required string? JobId { get; init; }

    /// <summary>Why it was refused; null: it was not.</summary>
    [JsonPropertyName("error_msg")]
    public required string? ErrorMsg { get; init; }
}
