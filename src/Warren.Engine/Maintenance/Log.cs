using Microsoft.Extensions.Logging;

namespace Warren.Engine.Maintenance;

/// <summary>Events 700 to 799.</summary>
internal static partial class Log
{
    [LoggerMessage(700, LogLevel.Information, "{Kind} of instance {InstanceId} is planned for {Time:u}")]
    public static partial void Planned(ILogger logger, MaintenanceKind kind, string instanceId, DateTimeOffset time);
}
