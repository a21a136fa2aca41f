using System.Globalization;
using Warren.Engine.Errors;

namespace Warren.Server.Http;

/// <summary>Times as several services of the cloud write them.</summary>
internal static class UnixTime
{
    private const long LastMillisecond = 253_402_300_799_999; // of the year 9999

    /// <param name="code">Of a refusal.</param>
    /// <param name="field">Where it stands.</param>
    /// <param name="text">Milliseconds since 1970, to the end of the year 9999.</param>
    /// <exception cref="WarrenException">It is none.</exception>
    public static DateTimeOffset Milliseconds(ErrorCode code, string field, string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new WarrenException(code, field, "a Unix time in milliseconds");
}
