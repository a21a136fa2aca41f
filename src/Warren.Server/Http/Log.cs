namespace Warren.Server.Http;

/// <summary>Events 100 to 199.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Error, "Request {RequestId} {Method} {Path} failed")]
    public static partial void RequestFailed(ILogger logger, string requestId, string method, string path, Exception exception);

    [LoggerMessage(101, LogLevel.Warning, "Request {RequestId} {Method} {Path} was refused, since the store does not answer: {Reason}")]
    public static partial void StoreUnavailable(ILogger logger, string requestId, string method, string path, string reason);
}
