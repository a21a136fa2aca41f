using System.ComponentModel.DataAnnotations;

namespace Warren.Engine.Metrics;

/// <summary>How often instances are measured. Section <c>Metrics</c>.</summary>
public sealed record MetricOptions : IValidatableObject
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Time between two measurements of an instance. 0, or 1 s to 5 min, default 15 s; 0: nothing is measured. Less than 15 s makes no finer points, but newer ones.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Interval > TimeSpan.Zero && Interval < Shortest)
        {
            yield return new ValidationResult("Metrics:Interval must be 0 or at least 1 s.", [nameof(Interval)]);
        }
    }
}
