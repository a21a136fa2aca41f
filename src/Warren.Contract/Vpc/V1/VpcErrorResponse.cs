using System.Text.Json.Serialization;

namespace Warren.Contract.Vpc.V1;

/// <summary>Every error of the VPC v1 calls (as real clients need it).</summary>
public sealed record VpcErrorResponse
{
    /// <summary>For example VPC.0202.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    [JsonPropertyName("message")]
    public required string Message { get; init; }
}
