using System.ComponentModel.DataAnnotations;

namespace Warren.Engine.Quotas;

/// <summary>How much a project may have. Section <c>Quota</c>.</summary>
public sealed record QuotaOptions
{
    /// <summary>Instances of a project, those being deleted left out. 0 to 1,000,000, default 100.</summary>
    [Range(0, 1_000_000)]
    public int InstancesPerProject { get; init; } = 100;

    /// <summary>Tags of an instance. 0 to 1000, default 20.</summary>
    [Range(0, 1000)]
    public int TagsPerInstance { get; init; } = 20;
}
