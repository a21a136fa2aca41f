using CsCheck;

namespace Warren.Engine.Tests.Security;

/// <summary>Texts that somebody has tampered with: well formed ones, spoilt at a few places.</summary>
internal static class Spoilt
{
    /// <summary>Of a test that spoils texts.</summary>
    public const long Iterations = 20_000;

    private const string Hostile = "=;,/ %:?&\t\0\u007f\u00ff\ud800\u202eaA0+.-_~\"\\\r\n{}[]*$";

    /// <summary>Where, what kind of change, and with what.</summary>
    public static readonly Gen<(int At, int Kind, char With)[]> Changes =
        Gen.Select(Gen.Int[0, 300], Gen.Int[0, 4], Gen.OneOf(Gen.Char[Hostile], Gen.Char)).Array[1, 6];

    public static string Text(string text, IEnumerable<(int At, int Kind, char With)> changes)
    {
        foreach (var (where, kind, with) in changes)
        {
            var at = where % (text.Length + 1);
            text = kind switch
            {
                0 => text.Insert(at, with.ToString()),
                1 when at < text.Length => text.Remove(at, 1),
                2 when at < text.Length => string.Concat(text.AsSpan(0, at), with.ToString(), text.AsSpan(at + 1)),
                3 => text[..at],
                _ => text.Insert(at, new string(with, where)),
            };
        }

        return text;
    }
}
