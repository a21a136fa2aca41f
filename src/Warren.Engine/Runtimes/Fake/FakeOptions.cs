using System.ComponentModel.DataAnnotations;

namespace Warren.Engine.Runtimes.Fake;

/// <summary>How fake brokers behave. Section <c>Fake</c>.</summary>
public sealed record FakeOptions
{
    /// <summary>How long a broker takes to serve after its start. 0 to 10 min, default 0.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan BootTime { get; init; }
}
