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

    [LoggerMessage(204, LogLevel.Warning, "The brokers of instance {InstanceId} could not be started: {Reason}")]
    public static partial void StartFailed(ILogger logger, string instanceId, string reason);

    [LoggerMessage(205, LogLevel.Warning, "Instance {InstanceId} was deleted from a store that is older than its brokers; they are left as an orphan")]
    public static partial void LeftAsOrphan(ILogger logger, string instanceId);

    [LoggerMessage(206, LogLevel.Error, "Instance {InstanceId}: {Reason}")]
    public static partial void DataMissing(ILogger logger, string instanceId, string reason);

    [LoggerMessage(203, LogLevel.Warning, "The lease on instance {InstanceId} was lost; whoever has it now goes on")]
    public static partial void LeaseLost(ILogger logger, string instanceId);

    [LoggerMessage(207, LogLevel.Warning, "{Count} instances show FAULTY: the Warren on the machine of their brokers has not looked at them for {Silence}")]
    public static partial void HostSilent(ILogger logger, int count, TimeSpan silence);

    [LoggerMessage(209, LogLevel.Warning, "{Count} creations are given up: the Warren on the machine that has begun them does not report, and {Time} are over")]
    public static partial void LostGivenUp(ILogger logger, int count, TimeSpan time);

    [LoggerMessage(208, LogLevel.Error, "The look for silent hosts failed and will be repeated")]
    public static partial void HostWatchFailed(ILogger logger, Exception exception);
}
