using System.Buffers;
using System.Text;

namespace Warren.Contract.Signing;

/// <summary>
/// Percent-coding of RFC 3986 as signers do it: letters, digits and <c>-_.~</c> stay, every other octet becomes <c>%XX</c> in upper case.
/// Decoded text is held as octets, one char of value 0 to 255 each: its ordinal order is then the byte order that clients sort by,
/// and escapes that are not UTF-8 survive the way there and back.
/// </summary>
internal static class PercentCoding
{
    private const string Unreserved = "-_.~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly SearchValues<char> _unreserved = SearchValues.Create(Unreserved);
    private static readonly SearchValues<char> _unreservedAndSlash = SearchValues.Create(Unreserved + "/");

    /// <summary>Undoes escapes; a percent sign that starts none stands for itself.</summary>
    public static string Decode(ReadOnlySpan<char> text, bool plusIsBlank = false)
    {
        if (!text.ContainsAnyExcept(_unreservedAndSlash)) { return text.ToString(); }

        var octets = Utf8(text);
        var length = 0;
        for (var i = 0; i < octets.Length; i++)
        {
            var octet = octets[i];
            if (octet == '%' && i + 2 < octets.Length && char.IsAsciiHexDigit((char)octets[i + 1]) && char.IsAsciiHexDigit((char)octets[i + 2]))
            {
                octet = (byte)((HexValue(octets[i + 1]) << 4) | HexValue(octets[i + 2]));
                i += 2;
            }
            else if (octet == '+' && plusIsBlank)
            {
                octet = (byte)' ';
            }

            octets[length++] = octet;
        }

        return Encoding.Latin1.GetString(octets, 0, length);
    }

    /// <summary>The octets of text that is not escaped, or whose escapes are to be taken as they stand.</summary>
    public static string Octets(ReadOnlySpan<char> text) => Encoding.Latin1.GetString(Utf8(text));

    public static StringBuilder AppendEscaped(this StringBuilder to, ReadOnlySpan<char> octets, bool keepSlash = false)
    {
        var stays = keepSlash ? _unreservedAndSlash : _unreserved;
        while (!octets.IsEmpty)
        {
            var plain = octets.IndexOfAnyExcept(stays);
            if (plain < 0) { return to.Append(octets); }

            to.Append(octets[..plain]).Append('%').Append(HexDigit(octets[plain] >> 4)).Append(HexDigit(octets[plain] & 15));
            octets = octets[(plain + 1)..];
        }

        return to;
    }

    private static byte[] Utf8(ReadOnlySpan<char> text)
    {
        var octets = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, octets);
        return octets;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);
}
