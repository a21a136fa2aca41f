using System.Text;

namespace Warren.Contract.Signing;

/// <summary>The path line of a canonical request: escaped alike by everyone, and always with a slash at its end.</summary>
internal static class CanonicalPath
{
    private static readonly PathReading[] _plain = [PathReading.Decoded];
    private static readonly PathReading[] _escaped = [PathReading.Decoded, PathReading.DecodedSegments, PathReading.EscapedAgain];

    /// <summary>The readings worth trying, the likely one first.</summary>
    public static PathReading[] Readings(string rawPath) => rawPath.Contains('%', StringComparison.Ordinal) ? _escaped : _plain;

    public static StringBuilder AppendPath(this StringBuilder to, string rawPath, PathReading reading)
    {
        switch (reading)
        {
            case PathReading.Decoded:
                to.AppendEscaped(PercentCoding.Decode(rawPath), keepSlash: true);
                break;
            case PathReading.DecodedSegments:
                to.AppendSegments(rawPath);
                break;
            default:
                to.AppendEscaped(PercentCoding.Octets(rawPath), keepSlash: true);
                break;
        }

        return to is [.., '/'] ? to : to.Append('/');
    }

    private static void AppendSegments(this StringBuilder to, ReadOnlySpan<char> rawPath)
    {
        var first = true;
        foreach (var segment in rawPath.Split('/'))
        {
            if (!first) { to.Append('/'); }
            to.AppendEscaped(PercentCoding.Decode(rawPath[segment]));
            first = false;
        }
    }
}
