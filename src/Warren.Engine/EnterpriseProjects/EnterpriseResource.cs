namespace Warren.Engine.EnterpriseProjects;

/// <summary>A resource as the enterprise project service sees it.</summary>
public sealed record EnterpriseResource
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>One of <see cref="ResourceTypes"/>.</summary>
    public required string Type { get; init; }

    public required string ProjectId { get; init; }

    public required string EnterpriseProjectId { get; init; }
}

/// <summary>
/// The types of resources that belong to enterprise projects. Source: the service's list of types; "rabbitmq" is what DMS calls an instance in
/// resource paths (DMS:*:*:rabbitmq:id).
/// </summary>
public static class ResourceTypes
{
    public const string Vpc = "vpcs";
    public const string SecurityGroup = "security-groups";
    public const string PublicIp = "eip";
    public const string Instance = "rabbitmq";

    public static readonly IReadOnlyList<string> All = [Vpc, SecurityGroup, PublicIp, Instance];
}
