using Microsoft.Extensions.Logging;

namespace Warren.Engine.Pool;

/// <summary>Events 600 to 699.</summary>
internal static partial class Log
{
    [LoggerMessage(600, LogLevel.Information, "Blank instance {BlankId} of {SpecCode} is ready to be given")]
    public static partial void BlankReady(ILogger logger, string blankId, string specCode);

    [LoggerMessage(601, LogLevel.Information, "Blank instance {BlankId} is removed: {Reason}")]
    public static partial void BlankRetired(ILogger logger, string blankId, string reason);

    [LoggerMessage(603, LogLevel.Warning, "Blank instance {BlankId} carries an order that this store does not know; it is left to warrenctl orphans")]
    public static partial void BlankDisowned(ILogger logger, string blankId);

    [LoggerMessage(602, LogLevel.Error, "A look at the warm pool failed and will be repeated")]
    public static partial void LookFailed(ILogger logger, Exception exception);
}
