using Microsoft.Extensions.Logging;

namespace Warren.Engine.Runtimes.Local;

/// <summary>Events 300 to 399.</summary>
internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Information, "Node {Index} of instance {InstanceId} started on {Address}")]
    public static partial void NodeStarted(ILogger logger, string instanceId, int index, System.Net.IPAddress address);

    [LoggerMessage(301, LogLevel.Warning, "A node of instance {InstanceId} ended by itself")]
    public static partial void NodeEnded(ILogger logger, string instanceId);

    [LoggerMessage(302, LogLevel.Information, "Instance {InstanceId} stopped and removed")]
    public static partial void InstanceRemoved(ILogger logger, string instanceId);

    [LoggerMessage(304, LogLevel.Warning, "Node {Index} of instance {InstanceId} did not join its cluster and is started again")]
    public static partial void LonerReset(ILogger logger, string instanceId, int index);

    [LoggerMessage(305, LogLevel.Warning, "The cluster of instance {InstanceId} was cut off while it formed and begins anew")]
    public static partial void HalfFormedCleared(ILogger logger, string instanceId);

    [LoggerMessage(303, LogLevel.Information, "Brokers use the addresses {Range} and run as {User}")]
    public static partial void Started(ILogger logger, System.Net.IPNetwork range, string user);
}
