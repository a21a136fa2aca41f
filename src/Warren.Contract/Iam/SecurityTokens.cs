using System.Text.Json;
using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Body of POST /v3.0/OS-CREDENTIAL/securitytokens (as real clients need it).</summary>
public sealed record SecurityTokenRequest
{
    [JsonPropertyName("auth")]
    public SecurityTokenAuth? Auth { get; init; }
}

public sealed record SecurityTokenAuth
{
    [JsonPropertyName("identity")]
    public SecurityTokenIdentity? Identity { get; init; }
}

public sealed record SecurityTokenIdentity
{
    /// <summary>"token".</summary>
    [JsonPropertyName("methods")]
    public IReadOnlyList<string?>? Methods { get; init; }

    [JsonPropertyName("token")]
    public SecurityTokenSource? Token { get; init; }

    /// <summary>A policy document that narrows what the key may do.</summary>
    [JsonPropertyName("policy")]
    public JsonElement? Policy { get; init; }
}

public sealed record SecurityTokenSource
{
    /// <summary>Default: the token in X-Auth-Token.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>900 to 86400, default 900.</summary>
    [JsonPropertyName("duration_seconds")]
    public int? DurationSeconds { get; init; }

    public override string ToString() => "SecurityTokenSource";
}

public sealed record SecurityTokenResponse
{
    [JsonPropertyName("credential")]
    public required SecurityTokenBody Credential { get; init; }
}

public sealed record SecurityTokenBody
{
    [JsonPropertyName("access")]
    public required string Access { get; init; }

    [JsonPropertyName("secret")]
    public required string Secret { get; init; }

    /// <summary>Goes into X-Security-Token of every request that is signed with this key.</summary>
    [JsonPropertyName("securitytoken")]
    public required string SecurityToken { get; init; }

    [JsonPropertyName("expires_at")]
    public required string ExpiresAt { get; init; }

    /// <summary>Without what signs.</summary>
    public override string ToString() => $"SecurityTokenBody {{ Access = {Access} }}";
}
