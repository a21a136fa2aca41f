using System.Text.Json.Serialization;

namespace Warren.Contract.Vpc.V1;

/// <summary>Every error of the VPC v1 calls (contract 2.1).</summary>
public sealed record VpcErrorResponse
{
    /// <summary>For example VPC.0202.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    [JsonPropertyName("message")]
    public required string Message { get; init; }
}
