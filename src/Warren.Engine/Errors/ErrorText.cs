using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text;
using System.Text.RegularExpressions;

[assembly: NeutralResourcesLanguage("en")]

namespace Warren.Engine.Errors;

/// <summary>
/// The sentence of a code, in English or Chinese. Total: whatever the arguments are, it answers with one line of text,
/// because it runs where an error is being written and an error there would hide the first one.
/// </summary>
public static partial class ErrorText
{
    /// <summary>Longest text, in UTF-16 units, that one argument may put into a message; a longer one ends in an ellipsis.</summary>
    public const int LongestValue = 200;

    private const string Missing = "-";
    private const char Ellipsis = '…';

    // Only these two are ever asked for: the culture may come from a request header, and ResourceManager remembers
    // every culture that it was asked for.
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh");

    internal static ResourceManager Messages { get; } = new("Warren.Engine.Errors.Messages", typeof(ErrorText).Assembly);

    /// <summary>Renders the message of a code; never throws.</summary>
    /// <param name="code">An entry of <see cref="DmsErrors"/>; its documentation says what the arguments mean.</param>
    /// <param name="arguments">
    /// The values of {0}, {1}…: a list is joined by commas, a missing or empty value becomes "-", a surplus one is ignored.
    /// Each is cut to <see cref="LongestValue"/>, and characters that could break or reorder a log line are replaced.
    /// </param>
    /// <param name="culture">Any Chinese culture gives Chinese; every other gives English.</param>
    public static string Format(ErrorCode code, IReadOnlyList<object> arguments, CultureInfo culture)
    {
        var message = Find(code.Text, IsChinese(culture) ? Chinese : English);

        // One pass over our own text: a value that itself looks like a placeholder is not looked at again.
        return Placeholder().Replace(message, hole =>
        {
            var index = hole.ValueSpan[1] - '0';
            return index < arguments.Count ? Render(arguments[index]) : Missing;
        });
    }

    private static bool IsChinese(CultureInfo culture)
    {
        return string.Equals(culture.TwoLetterISOLanguageName, "zh", StringComparison.Ordinal);
    }

    private static string Find(string key, CultureInfo culture)
    {
        try
        {
            return Messages.GetString(key, culture) ?? key;
        }
        catch (Exception)
        {
            // A satellite that is there and cannot be loaded; one that is missing falls back to English by itself.
            return ReferenceEquals(culture, English) ? key : Find(key, English);
        }
    }

    private static string Render(object? value)
    {
        string raw;
        try
        {
            raw = value is IEnumerable list and not string ? Join(list) : Plain(value);
        }
        catch (Exception)
        {
            // A value whose own ToString fails must not hide the error that is being reported.
            return Missing;
        }

        return Harmless(raw);
    }

    private static string Plain(object? value)
    {
        return Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : Missing;
    }

    private static string Join(IEnumerable list)
    {
        var joined = new StringBuilder();
        foreach (var item in list)
        {
            joined.Append(joined.Length == 0 ? "" : ", ").Append(Plain(item));
            if (joined.Length > LongestValue)
            {
                break;
            }
        }

        return joined.Length == 0 ? Missing : joined.ToString();
    }

    private static string Harmless(string raw)
    {
        var clean = new StringBuilder(Math.Min(raw.Length, LongestValue));
        foreach (var rune in raw.EnumerateRunes())
        {
            // Cut between characters, never inside a surrogate pair.
            if (raw.Length > LongestValue && clean.Length + rune.Utf16SequenceLength > LongestValue - 1)
            {
                return clean.Append(Ellipsis).ToString();
            }

            clean.Append(BreaksALine(rune) ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return clean.ToString();
    }

    // Format (Cf) holds the bidirectional overrides, which make a log line read as another one.
    private static bool BreaksALine(Rune rune)
    {
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
    }

    // No time limit: it would throw, and what is searched is our own text.
    [GeneratedRegex(@"\{[0-9]\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Placeholder();
}
