using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Errors of the /v3 identity calls (as real clients need it).</summary>
public sealed record KeystoneErrorResponse
{
    [JsonPropertyName("error")]
    public required KeystoneError Error { get; init; }
}

public sealed record KeystoneError
{
    /// <summary>The HTTP status.</summary>
    [JsonPropertyName("code")]
    public required int Code { get; init; }

    [JsonPropertyName("message")]
    public required string Message { get; init; }

    /// <summary>The status in words.</summary>
    [JsonPropertyName("title")]
    public required string Title { get; init; }
}
