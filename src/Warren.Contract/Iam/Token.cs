using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Body of POST /v3/auth/tokens (as real clients need it).</summary>
public sealed record TokenRequest
{
    [JsonPropertyName("auth")]
    public AuthRequest? Auth { get; init; }
}

public sealed record AuthRequest
{
    [JsonPropertyName("identity")]
    public IdentityRequest? Identity { get; init; }

    [JsonPropertyName("scope")]
    public ScopeRequest? Scope { get; init; }
}

public sealed record IdentityRequest
{
    /// <summary>"password" or "token".</summary>
    [JsonPropertyName("methods")]
    public IReadOnlyList<string?>? Methods { get; init; }

    [JsonPropertyName("password")]
    public PasswordRequest? Password { get; init; }

    [JsonPropertyName("token")]
    public TokenIdentityRequest? Token { get; init; }
}

public sealed record PasswordRequest
{
    [JsonPropertyName("user")]
    public PasswordUserRequest? User { get; init; }
}

public sealed record PasswordUserRequest
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }

    [JsonPropertyName("domain")]
    public NamedReference? Domain { get; init; }

    /// <summary>Without the password, so that a log line cannot hold it.</summary>
    public override string ToString() => $"PasswordUserRequest {{ Id = {Id}, Name = {Name} }}";
}

public sealed record TokenIdentityRequest
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    public override string ToString() => "TokenIdentityRequest";
}

public sealed record ScopeRequest
{
    [JsonPropertyName("project")]
    public ProjectScopeRequest? Project { get; init; }

    [JsonPropertyName("domain")]
    public NamedReference? Domain { get; init; }
}

public sealed record ProjectScopeRequest
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("domain")]
    public NamedReference? Domain { get; init; }
}

/// <summary>Something by its id or its name.</summary>
public sealed record NamedReference
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }
}

/// <summary>Answer of POST and GET /v3/auth/tokens; the token itself travels in X-Subject-Token.</summary>
public sealed record TokenResponse
{
    [JsonPropertyName("token")]
    public required TokenBody Token { get; init; }
}

public sealed record TokenBody
{
    /// <summary>UTC with six decimals and Z, which Go, Python and C# all read (as real clients need it).</summary>
    [JsonPropertyName("expires_at")]
    public required string ExpiresAt { get; init; }

    [JsonPropertyName("issued_at")]
    public required string IssuedAt { get; init; }

    [JsonPropertyName("methods")]
    public required IReadOnlyList<string> Methods { get; init; }

    [JsonPropertyName("catalog")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CatalogEntry>? Catalog { get; init; }

    [JsonPropertyName("project")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TokenProject? Project { get; init; }

    [JsonPropertyName("domain")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdAndName? Domain { get; init; }

    [JsonPropertyName("roles")]
    public required IReadOnlyList<IdAndName> Roles { get; init; }

    [JsonPropertyName("user")]
    public required TokenUser User { get; init; }
}

public sealed record IdAndName
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }
}

public sealed record TokenProject
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("domain")]
    public required IdAndName Domain { get; init; }
}

public sealed record TokenUser
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("domain")]
    public required IdAndName Domain { get; init; }

    /// <summary>Always empty: passwords do not expire.</summary>
    [JsonPropertyName("password_expires_at")]
    public required string PasswordExpiresAt { get; init; }
}
