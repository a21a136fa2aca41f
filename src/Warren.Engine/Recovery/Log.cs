using Microsoft.Extensions.Logging;

namespace Warren.Engine.Recovery;

/// <summary>Events 800 to 899.</summary>
internal static partial class Log
{
    [LoggerMessage(800, LogLevel.Warning, "Orphan {InstanceId} with {RunningNodes} running nodes: {Reason} It is left alone; warrenctl orphans lists, adopts and removes")]
    public static partial void OrphanFound(ILogger logger, string instanceId, int runningNodes, string reason);

    [LoggerMessage(801, LogLevel.Information, "Orphan {InstanceId} is none any more")]
    public static partial void OrphanGone(ILogger logger, string instanceId);

    [LoggerMessage(802, LogLevel.Warning, "Orphan {InstanceId} was removed, as ordered")]
    public static partial void OrphanRemoved(ILogger logger, string instanceId);

    [LoggerMessage(803, LogLevel.Error, "A look for orphans failed and will be repeated")]
    public static partial void LookFailed(ILogger logger, Exception exception);
}
