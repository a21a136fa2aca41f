using System.Text.Json.Serialization;

namespace Warren.Contract.Dms;

/// <summary>Every error of the DMS calls, 3.3 and what real clients need.</summary>
public sealed record ErrorResponse
{
    /// <summary>"111NNNNNN" on /v1.0, "DMS.00NNNNNN" on /v2.</summary>
    [JsonPropertyName("error_code")]
    public required string ErrorCode { get; init; }

    /// <summary>What is wrong and what is allowed, in the caller's language.</summary>
    [JsonPropertyName("error_msg")]
    public required string ErrorMsg { get; init; }

    /// <summary>The same as the X-Request-Id header.</summary>
    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }
}
