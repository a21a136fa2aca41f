using System.ComponentModel.DataAnnotations;

namespace Warren.Engine.Audit;

/// <summary>How long audit events are kept. Section <c>Audit</c>.</summary>
public sealed record AuditOptions
{
    /// <summary>Older events are deleted, within the hour. 1 h to 3650 days, default 90 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(90);
}
