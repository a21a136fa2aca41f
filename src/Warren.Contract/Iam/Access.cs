using System.Text.Json;
using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Answer of GET /v3.0/OS-PERMISSION/access: who may do what, and why.</summary>
public sealed record AccessResponse
{
    [JsonPropertyName("access")]
    public required IReadOnlyList<AccessBody> Access { get; init; }
}

public sealed record AccessBody
{
    [JsonPropertyName("user_id")]
    public required string UserId { get; init; }

    [JsonPropertyName("user_name")]
    public required string UserName { get; init; }

    [JsonPropertyName("action")]
    public required string Action { get; init; }

    [JsonPropertyName("allowed")]
    public required bool Allowed { get; init; }

    /// <summary>allowed; denied: a statement denies it; not_allowed: no statement allows it.</summary>
    [JsonPropertyName("verdict")]
    public required string Verdict { get; init; }

    /// <summary>The answer in a sentence.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>The role or policy that decided; null when no statement matched, or none was needed.</summary>
    [JsonPropertyName("role")]
    public required IdAndName? Role { get; init; }

    /// <summary>The number of the statement in it, from 1.</summary>
    [JsonPropertyName("statement_number")]
    public required int? StatementNumber { get; init; }

    /// <summary>The statement as it was written.</summary>
    [JsonPropertyName("statement")]
    public required JsonElement? Statement { get; init; }

    /// <summary>By which grants the user has that role.</summary>
    [JsonPropertyName("grants")]
    public required IReadOnlyList<AccessGrant> Grants { get; init; }
}

public sealed record AccessGrant
{
    /// <summary>The group that it was granted to; null: the user itself.</summary>
    [JsonPropertyName("group")]
    public required IdAndName? Group { get; init; }

    /// <summary>domain, project, all_projects or enterprise_project.</summary>
    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    [JsonPropertyName("scope_id")]
    public required string ScopeId { get; init; }
}
