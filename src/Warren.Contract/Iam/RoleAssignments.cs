using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Answer of GET /v3.0/OS-PERMISSION/role-assignments.</summary>
public sealed record RoleAssignmentsResponse
{
    [JsonPropertyName("total_num")]
    public required int TotalNum { get; init; }

    [JsonPropertyName("role_assignments")]
    public required IReadOnlyList<RoleAssignment> RoleAssignments { get; init; }
}

public sealed record RoleAssignment
{
    [JsonPropertyName("user")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdOnly? User { get; init; }

    [JsonPropertyName("group")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdOnly? Group { get; init; }

    [JsonPropertyName("role")]
    public required IdOnly Role { get; init; }

    [JsonPropertyName("scope")]
    public required AssignmentScope Scope { get; init; }

    /// <summary>Good in every project.</summary>
    [JsonPropertyName("is_inherited")]
    public required bool IsInherited { get; init; }
}

/// <summary>One of its members.</summary>
public sealed record AssignmentScope
{
    [JsonPropertyName("project")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdOnly? Project { get; init; }

    [JsonPropertyName("domain")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdOnly? Domain { get; init; }

    [JsonPropertyName("enterprise_project")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdOnly? EnterpriseProject { get; init; }
}

public sealed record IdOnly
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }
}

/// <summary>Answer of GET /v3.0/OS-PERMISSION/groups/{id}/enterprise-projects.</summary>
public sealed record GrantedEnterpriseProjectsResponse
{
    [JsonPropertyName("enterprise-projects")]
    public required IReadOnlyList<GrantedEnterpriseProject> EnterpriseProjects { get; init; }
}

public sealed record GrantedEnterpriseProject
{
    [JsonPropertyName("projectId")]
    public required string ProjectId { get; init; }
}
