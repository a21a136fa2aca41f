using System.Text.Json.Serialization;
using Warren.Contract.Json;
using Warren.Contract.Neutron;

namespace Warren.Contract.Eps;

/// <summary>Body of POST and PUT enterprise-projects (as real clients need it).</summary>
public sealed record EnterpriseProjectRequest
{
    /// <summary>1 to 255 letters, digits, _ or -, and not "default".</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>At most 512 characters.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>prod, the default, or poc.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }
}

/// <summary>Answer that shows one enterprise project.</summary>
public sealed record EnterpriseProjectResponse
{
    [JsonPropertyName("enterprise_project")]
    public required EnterpriseProjectBody EnterpriseProject { get; init; }
}

/// <summary>Answer of GET enterprise-projects.</summary>
public sealed record EnterpriseProjectsResponse
{
    [JsonPropertyName("enterprise_projects")]
    public required IReadOnlyList<EnterpriseProjectBody> EnterpriseProjects { get; init; }

    /// <summary>How many match in all.</summary>
    [JsonPropertyName("total_count")]
    public required int TotalCount { get; init; }
}

/// <summary>An enterprise project.</summary>
public sealed record EnterpriseProjectBody
{
    /// <summary>A UUID, or "0": the default one.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    /// <summary>1: enabled, 2: disabled.</summary>
    [JsonPropertyName("status")]
    public required int Status { get; init; }

    /// <summary>prod or poc.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Always false: enterprise projects cannot be deleted, only disabled.</summary>
    [JsonPropertyName("delete_flag")]
    public required bool DeleteFlag { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ssZ.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ssZ.</summary>
    [JsonPropertyName("updated_at")]
    public required string UpdatedAt { get; init; }
}

/// <summary>Body of POST enterprise-projects/{id}/action.</summary>
public sealed record EnterpriseProjectActionRequest
{
    /// <summary>enable or disable.</summary>
    [JsonPropertyName("action")]
    public string? Action { get; init; }
}

/// <summary>Body of POST enterprise-projects/{id}/resources-migrate.</summary>
public sealed record MigrateResourceRequest
{
    /// <summary>The project that the resource belongs to.</summary>
    [JsonPropertyName("project_id")]
    public string? ProjectId { get; init; }

    [JsonPropertyName("resource_id")]
    public string? ResourceId { get; init; }

    /// <summary>vpcs, security-groups, eip or rabbitmq.</summary>
    [JsonPropertyName("resource_type")]
    public string? ResourceType { get; init; }

    /// <summary>Whether what hangs on it moves too; ignored, nothing does.</summary>
    [JsonPropertyName("associated")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? Associated { get; init; }
}

/// <summary>Body of POST enterprise-projects/{id}/resources/filter.</summary>
public sealed record FilterResourcesRequest
{
    /// <summary>Only in these; absent: in all of the account.</summary>
    [JsonPropertyName("projects")]
    public IReadOnlyList<string?>? Projects { get; init; }

    [JsonPropertyName("resource_types")]
    public IReadOnlyList<string?>? ResourceTypes { get; init; }

    [JsonPropertyName("offset")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? Offset { get; init; }

    /// <summary>1 to 1000.</summary>
    [JsonPropertyName("limit")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? Limit { get; init; }

    [JsonPropertyName("matches")]
    public IReadOnlyList<ResourceMatch?>? Matches { get; init; }
}

/// <summary>What a resource must match.</summary>
public sealed record ResourceMatch
{
    /// <summary>Always resource_name.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>Part of the name.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }
}

/// <summary>Answer of resources/filter.</summary>
public sealed record ResourcesResponse
{
    [JsonPropertyName("resources")]
    public required IReadOnlyList<ResourceBody> Resources { get; init; }

    /// <summary>One for each type that is unknown.</summary>
    [JsonPropertyName("errors")]
    public required IReadOnlyList<ResourceError> Errors { get; init; }

    /// <summary>How many match in all.</summary>
    [JsonPropertyName("total_count")]
    public required int TotalCount { get; init; }
}

/// <summary>A resource of an enterprise project.</summary>
public sealed record ResourceBody
{
    [JsonPropertyName("enterprise_project_id")]
    public required string EnterpriseProjectId { get; init; }

    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }

    [JsonPropertyName("project_name")]
    public required string ProjectName { get; init; }

    [JsonPropertyName("resource_id")]
    public required string ResourceId { get; init; }

    [JsonPropertyName("resource_name")]
    public required string ResourceName { get; init; }

    [JsonPropertyName("resource_type")]
    public required string ResourceType { get; init; }
}

/// <summary>A part that could not be asked.</summary>
public sealed record ResourceError
{
    [JsonPropertyName("error_code")]
    public required string ErrorCode { get; init; }

    [JsonPropertyName("error_msg")]
    public required string ErrorMsg { get; init; }

    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }

    [JsonPropertyName("resource_type")]
    public required string ResourceType { get; init; }
}

/// <summary>Answer of GET on the root of the service.</summary>
public sealed record EpsVersionsResponse
{
    [JsonPropertyName("versions")]
    public required IReadOnlyList<EpsVersion> Versions { get; init; }
}

/// <summary>A version of the service.</summary>
public sealed record EpsVersion
{
    /// <summary>Always "v1.0".</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Always "CURRENT".</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("updated")]
    public required string Updated { get; init; }

    [JsonPropertyName("links")]
    public required IReadOnlyList<NeutronLink> Links { get; init; }
}

/// <summary>Every error of the enterprise project calls (as real clients need it).</summary>
public sealed record EpsErrorResponse
{
    /// <summary>For example EPS.0005.</summary>
    [JsonPropertyName("error_code")]
    public required string ErrorCode { get; init; }

    [JsonPropertyName("error_msg")]
    public required string ErrorMsg { get; init; }
}
