using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Body of the calls that make or change an access key.</summary>
public sealed record CredentialRequest
{
    [JsonPropertyName("credential")]
    public CredentialFields? Credential { get; init; }
}

public sealed record CredentialFields
{
    /// <summary>Default: the caller.</summary>
    [JsonPropertyName("user_id")]
    public string? UserId { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>active or inactive.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }
}

public sealed record CredentialResponse
{
    [JsonPropertyName("credential")]
    public required CredentialBody Credential { get; init; }
}

public sealed record CredentialsResponse
{
    [JsonPropertyName("credentials")]
    public required IReadOnlyList<CredentialBody> Credentials { get; init; }
}

public sealed record CredentialBody
{
    [JsonPropertyName("access")]
    public required string Access { get; init; }

    /// <summary>Only in the answer that made the key.</summary>
    [JsonPropertyName("secret")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("user_id")]
    public required string UserId { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("create_time")]
    public required string CreateTime { get; init; }

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"CredentialBody {{ Access = {Access} }}";
}
