using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Body of the calls that make or change a user; also of changing one's own password.</summary>
public sealed record UserRequest
{
    [JsonPropertyName("user")]
    public UserFields? User { get; init; }
}

public sealed record UserFields
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("domain_id")]
    public string? DomainId { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>Only to change one's own password.</summary>
    [JsonPropertyName("original_password")]
    public string? OriginalPassword { get; init; }

    [JsonPropertyName("enabled")]
    public bool? Enabled { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("email")]
    public string? Email { get; init; }

    [JsonPropertyName("areacode")]
    public string? AreaCode { get; init; }

    [JsonPropertyName("phone")]
    public string? Phone { get; init; }

    /// <summary>What a user's own update calls the phone.</summary>
    [JsonPropertyName("mobile")]
    public string? Mobile { get; init; }

    /// <summary>default, programmatic or console.</summary>
    [JsonPropertyName("access_mode")]
    public string? AccessMode { get; init; }

    /// <summary>Whether the user should choose a new password.</summary>
    [JsonPropertyName("pwd_status")]
    public bool? PwdStatus { get; init; }

    /// <summary>Without the passwords, so that a log line cannot hold them.</summary>
    public override string ToString() => $"UserFields {{ Name = {Name} }}";
}

/// <summary>Answer of the calls about one user.</summary>
public sealed record UserResponse
{
    [JsonPropertyName("user")]
    public required UserBody User { get; init; }
}

/// <summary>Answer of GET /v3/users and of a group's users.</summary>
public sealed record UsersResponse
{
    [JsonPropertyName("users")]
    public required IReadOnlyList<UserBody> Users { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}

public sealed record UserBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("domain_id")]
    public required string DomainId { get; init; }

    [JsonPropertyName("enabled")]
    public required bool Enabled { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("email")]
    public required string? Email { get; init; }

    [JsonPropertyName("areacode")]
    public required string? AreaCode { get; init; }

    [JsonPropertyName("phone")]
    public required string? Phone { get; init; }

    [JsonPropertyName("access_mode")]
    public required string AccessMode { get; init; }

    /// <summary>The password's: 0 when a new one should be chosen, else 1.</summary>
    [JsonPropertyName("status")]
    public required int Status { get; init; }

    [JsonPropertyName("pwd_status")]
    public required bool PwdStatus { get; init; }

    [JsonPropertyName("is_domain_owner")]
    public required bool IsDomainOwner { get; init; }

    [JsonPropertyName("create_time")]
    public required string CreateTime { get; init; }

    [JsonPropertyName("password_expires_at")]
    public string? PasswordExpiresAt { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}
