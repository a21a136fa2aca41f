using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V2;

/// <summary>GET /v2/{project_id}/orphans, a call of Warren's own: brokers that the store does not know, or that carry orders it does not know.</summary>
public sealed record OrphansResponse
{
    /// <summary>Of the whole installation, the longest known first.</summary>
    [JsonPropertyName("orphans")]
    public required IReadOnlyList<OrphanBody> Orphans { get; init; }
}

public sealed record OrphanBody
{
    [JsonPropertyName("instance_id")]
    public required string InstanceId { get; init; }

    /// <summary>The host that keeps it; empty: every copy reaches it.</summary>
    [JsonPropertyName("host")]
    public required string Host { get; init; }

    /// <summary>UNKNOWN: the store has no such instance; AHEAD: it has, at an older order; REMOVING: its removal was ordered.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Why it is one.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>Nodes that exist.</summary>
    [JsonPropertyName("nodes")]
    public required int Nodes { get; init; }

    /// <summary>Nodes whose process lives.</summary>
    [JsonPropertyName("running_nodes")]
    public required int RunningNodes { get; init; }

    /// <summary>GB, rounded up.</summary>
    [JsonPropertyName("used_storage_space")]
    public required int UsedStorageSpace { get; init; }

    /// <summary>When it was first seen, ms since 1970.</summary>
    [JsonPropertyName("found_at")]
    public required long FoundAt { get; init; }

    /// <summary>Whether it carries a record of what it was ordered as; without one it can only be removed.</summary>
    [JsonPropertyName("adoptable")]
    public required bool Adoptable { get; init; }

    /// <summary>Of that record, as the members below.</summary>
    [JsonPropertyName("name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    [JsonPropertyName("project_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProjectId { get; init; }

    [JsonPropertyName("subnet_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SubnetId { get; init; }

    [JsonPropertyName("security_group_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SecurityGroupId { get; init; }

    [JsonPropertyName("resource_spec_code")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResourceSpecCode { get; init; }
}

/// <summary>Body of POST /v2/{project_id}/orphans/{orphan_id}/adopt: what takes the place of what the record says. An empty object: as recorded.</summary>
public sealed record AdoptOrphanRequest
{
    /// <summary>The project that gets it.</summary>
    [JsonPropertyName("project_id")]
    public string? ProjectId { get; init; }

    /// <summary>A name that is free there.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>A subnet there; its VPC comes with it.</summary>
    [JsonPropertyName("subnet_id")]
    public string? SubnetId { get; init; }

    /// <summary>A security group there.</summary>
    [JsonPropertyName("security_group_id")]
    public string? SecurityGroupId { get; init; }
}

public sealed record AdoptOrphanResponse
{
    [JsonPropertyName("instance_id")]
    public required string InstanceId { get; init; }

    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }
}
