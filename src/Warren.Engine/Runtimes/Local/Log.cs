using Microsoft.Extensions.Logging;

namespace Warren.Engine.Runtimes.Local;

/// <summary>Events 300 to 399.</summary>
internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Information, "Node {Index} of instance {InstanceId} started on {Address} ({Boot})")]
    public static partial void NodeStarted(ILogger logger, string instanceId, int index, System.Net.IPAddress address, string boot);

    [LoggerMessage(301, LogLevel.Warning, "A node of instance {InstanceId} ended by itself")]
    public static partial void NodeEnded(ILogger logger, string instanceId);

    [LoggerMessage(302, LogLevel.Information, "Instance {InstanceId} stopped and removed")]
    public static partial void InstanceRemoved(ILogger logger, string instanceId);

    [LoggerMessage(304, LogLevel.Warning, "Node {Index} of instance {InstanceId} did not join its cluster and is started again")]
    public static partial void LonerReset(ILogger logger, string instanceId, int index);

    [LoggerMessage(315, LogLevel.Warning, "The cluster of instance {InstanceId} was cut off while it formed and begins anew")]
    public static partial void HalfFormedCleared(ILogger logger, string instanceId);

    [LoggerMessage(316, LogLevel.Warning, "Node {Index} of instance {InstanceId} hangs in its boot, without a database, and is started again")]
    public static partial void BootHangs(ILogger logger, string instanceId, int index);

    [LoggerMessage(309, LogLevel.Information, "Instance {InstanceId} was given nodes that were booted before it was ordered")]
    public static partial void BlankGiven(ILogger logger, string instanceId);

    [LoggerMessage(310, LogLevel.Information, "Node {Index} of instance {InstanceId} has a new certificate")]
    public static partial void CertificateRenewed(ILogger logger, int index, string instanceId);

    [LoggerMessage(303, LogLevel.Information, "Brokers use the addresses {Range} and run as {User}")]
    public static partial void Started(ILogger logger, System.Net.IPNetwork range, string user);

    [LoggerMessage(305, LogLevel.Information, "Preparing fast starts of the installed RabbitMQ in {Folder}; nodes boot RabbitMQ's own way until that is done")]
    public static partial void FastStartPreparing(ILogger logger, string folder);

    [LoggerMessage(306, LogLevel.Information, "{Folder} was prepared in {Seconds:0.0} s")]
    public static partial void FastStartPrepared(ILogger logger, string folder, double seconds);

    [LoggerMessage(307, LogLevel.Information, "Nodes start fast, from {Folder}")]
    public static partial void FastStartReady(ILogger logger, string folder);

    [LoggerMessage(308, LogLevel.Warning, "Nodes boot RabbitMQ's own way, since nothing faster could be prepared: {Reason}")]
    public static partial void FastStartFailed(ILogger logger, string reason);

    [LoggerMessage(311, LogLevel.Information, "The firewall follows the rules of {Instances} instances")]
    public static partial void FirewallReplaced(ILogger logger, int instances);

    [LoggerMessage(312, LogLevel.Warning, "The firewall could not be brought up to date: {Reason}")]
    public static partial void FirewallNotKept(ILogger logger, string reason);

    [LoggerMessage(313, LogLevel.Information, "Security groups are {Groups} and bandwidths of public addresses are {Bandwidths}; addresses: {Mode}")]
    public static partial void NetworkStarted(ILogger logger, string groups, string bandwidths, Networking.AddressMode mode);

    [LoggerMessage(314, LogLevel.Information, "Node {Index} of instance {InstanceId} runs these plugins of the customer's now: {Plugins}")]
    public static partial void PluginsChanged(ILogger logger, int index, string instanceId, string plugins);
}
