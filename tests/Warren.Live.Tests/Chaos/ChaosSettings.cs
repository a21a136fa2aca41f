using System.Globalization;
using System.Security.Cryptography;

namespace Warren.Live.Tests.Chaos;

/// <summary>What a run is told by environment variables, as <c>./warren chaos</c> sets them.</summary>
internal static class ChaosSettings
{
    /// <summary>Of the short forms, so that a suite does the same every time.</summary>
    private const int ShortSeed = 1;

    private const int UsualMinutes = 10;

    /// <summary>Minutes that a long form goes on beginning new rounds; the last one, and what it takes to begin and to end, come on top. 1 or more, default 10.</summary>
    public static TimeSpan Time => TimeSpan.FromMinutes(Number("WARREN_CHAOS_MINUTES") ?? UsualMinutes);

    /// <summary>Whether to do one harm that nothing survives, so that the verdict has to be bad.</summary>
    public static bool Sabotages => Number("WARREN_CHAOS_SABOTAGE") is 1;

    /// <summary>Whether long forms write their section of docs/reliability.md.</summary>
    public static bool WritesDocs => Number("WARREN_CHAOS_DOCS") is 1;

    public static int Seed(bool isShort) => Number("WARREN_CHAOS_SEED") ?? (isShort ? ShortSeed : RandomNumberGenerator.GetInt32(1, 1_000_000));

    private static int? Number(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
