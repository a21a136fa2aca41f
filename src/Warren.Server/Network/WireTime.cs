using System.Globalization;

namespace Warren.Server.Network;

/// <summary>Times as the network services write them, in UTC.</summary>
internal static class WireTime
{
    /// <summary>VPC v1: 2026-01-31T12:00:00.</summary>
    public static string Plain(DateTimeOffset time) => Format(time, "yyyy-MM-dd'T'HH:mm:ss");

    /// <summary>VPC v3, neutron and enterprise projects: 2026-01-31T12:00:00Z.</summary>
    public static string Zulu(DateTimeOffset time) => Format(time, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>Public addresses of v1: 2026-01-31 12:00:00.</summary>
    public static string Spaced(DateTimeOffset time) => Format(time, "yyyy-MM-dd HH:mm:ss");

    private static string Format(DateTimeOffset time, string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
