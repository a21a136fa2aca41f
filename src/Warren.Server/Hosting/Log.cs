namespace Warren.Server.Hosting;

/// <summary>Events 120 to 129.</summary>
internal static partial class Log
{
    [LoggerMessage(120, LogLevel.Information, "Warren serves. URLs: {Urls}; data folder: {Data}")]
    public static partial void Serves(ILogger logger, string urls, string data);
}
