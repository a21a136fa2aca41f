using Microsoft.Extensions.Logging;

namespace Warren.Engine.Reconcile;

/// <summary>Events 200 to 299.</summary>
internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Error, "A sweep over due instances failed")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(201, LogLevel.Error, "Work on instance {InstanceId} was given up for now")]
    public static partial void DriveFailed(ILogger logger, string instanceId, Exception exception);

    [LoggerMessage(202, LogLevel.Error, "A pass over instance {InstanceId} failed and will be repeated")]
    public static partial void PassFailed(ILogger logger, string instanceId, Exception exception);

    [LoggerMessage(203, LogLevel.Warning, "{Reason}")]
    public static partial void LeaseLost(ILogger logger, string reason);
}
