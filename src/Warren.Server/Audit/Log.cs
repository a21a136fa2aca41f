namespace Warren.Server.Audit;

/// <summary>Events 110 to 119.</summary>
internal static partial class Log
{
    [LoggerMessage(110, LogLevel.Information, "Request {RequestId} {Method} {Path} from {Source} was answered {Status}; nobody's account is known")]
    public static partial void RefusedUnknown(ILogger logger, string requestId, string method, string path, string? source, int status);

    [LoggerMessage(111, LogLevel.Error, "Request {RequestId} {Method} {Path} from {Source}, answered {Status}, could not be recorded in the audit")]
    public static partial void RecordFailed(ILogger logger, string requestId, string method, string path, string? source, int status, Exception exception);
}
