namespace Warren.Engine.Instances;

/// <summary>A modification as it came in (table 5-10): null means leave as it is, an empty description clears it.</summary>
public sealed record InstanceChange
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? MaintainBegin { get; init; }

    public string? MaintainEnd { get; init; }

    public string? SecurityGroupId { get; init; }

    public bool? PublicIpEnabled { get; init; }

    public string? PublicIpId { get; init; }

    public bool? AclEnabled { get; init; }

    public string? EnterpriseProjectId { get; init; }
}
