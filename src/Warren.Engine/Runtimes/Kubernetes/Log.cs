using Microsoft.Extensions.Logging;

namespace Warren.Engine.Runtimes.Kubernetes;

/// <summary>Events 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Brokers are kept on the Kubernetes cluster at {Server}, reached {Reach}")]
    public static partial void Started(ILogger logger, Uri server, string reach);

    [LoggerMessage(1002, LogLevel.Debug, "The watch of {Plural} ended and begins again: {Reason}")]
    public static partial void WatchEnded(ILogger logger, string plural, string reason);

    [LoggerMessage(1003, LogLevel.Information, "Instance {InstanceId}: applied {Kind} {Name}, since {Reason}")]
    public static partial void Applied(ILogger logger, string instanceId, string kind, string name, string reason);

    [LoggerMessage(1004, LogLevel.Information, "Instance {InstanceId}: pod {Index} is deleted, to be started again")]
    public static partial void PodDeleted(ILogger logger, string instanceId, int index);

    [LoggerMessage(1005, LogLevel.Information, "Instance {InstanceId} is removed")]
    public static partial void InstanceRemoved(ILogger logger, string instanceId);

    [LoggerMessage(1006, LogLevel.Information, "The certificate of instance {InstanceId} was renewed")]
    public static partial void CertificateRenewed(ILogger logger, string instanceId);

    [LoggerMessage(1007, LogLevel.Debug, "A connection to {Pod} port {Port} ended: {Reason}")]
    public static partial void ForwardEnded(ILogger logger, string pod, int port, string reason);
}
