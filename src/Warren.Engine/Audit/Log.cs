using Microsoft.Extensions.Logging;

namespace Warren.Engine.Audit;

/// <summary>Events 400 to 499.</summary>
internal static partial class Log
{
    [LoggerMessage(400, LogLevel.Error, "Audit events that are too old could not be deleted; the next try is in an hour")]
    public static partial void SweepFailed(ILogger logger, Exception exception);
}
