using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V1;

/// <summary>Body of POST /v1.0/{project_id}/instances/{instance_id}/extend in either style (as real clients need it).</summary>
public sealed record ExtendInstanceRequest
{
    /// <summary>"storage", "horizontal" or "vertical"; absent in the old style.</summary>
    [JsonPropertyName("oper_type")]
    public string? OperType { get; init; }

    /// <summary>GB, all nodes together.</summary>
    [JsonPropertyName("new_storage_space")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? NewStorageSpace { get; init; }

    [JsonPropertyName("new_broker_num")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? NewBrokerNum { get; init; }

    [JsonPropertyName("new_product_id")]
    public string? NewProductId { get; init; }

    [JsonPropertyName("new_spec_code")]
    public string? NewSpecCode { get; init; }
}

/// <summary>Answer of the same call.</summary>
public sealed record ExtendInstanceResponse
{
    /// <summary>Id of the task.</summary>
    [JsonPropertyName("job_id")]
    public required string JobId { get; init; }
}
