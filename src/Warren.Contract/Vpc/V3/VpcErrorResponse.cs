using System.Text.Json.Serialization;

namespace Warren.Contract.Vpc.V3;

/// <summary>Every error of the VPC v3 calls (as real clients need it).</summary>
public sealed record VpcErrorResponse
{
    /// <summary>For example VPC.0003.</summary>
    [JsonPropertyName("error_code")]
    public required string ErrorCode { get; init; }

    [JsonPropertyName("error_msg")]
    public required string ErrorMsg { get; init; }

    /// <summary>The same as the X-Request-Id header.</summary>
    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }
}
