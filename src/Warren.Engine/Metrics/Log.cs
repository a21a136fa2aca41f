using Microsoft.Extensions.Logging;

namespace Warren.Engine.Metrics;

/// <summary>Events 900 to 999.</summary>
internal static partial class Log
{
    [LoggerMessage(900, LogLevel.Error, "Instances could not be measured; the next round tries again")]
    public static partial void RoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(901, LogLevel.Error, "Instance {InstanceId} could not be measured")]
    public static partial void NotMeasured(ILogger logger, string instanceId, Exception exception);

    [LoggerMessage(902, LogLevel.Error, "Old points of measurements could not be deleted; the next hour tries again")]
    public static partial void SweepFailed(ILogger logger, Exception exception);
}
