namespace Warren.Engine.Iam.Policies;

/// <summary>Patterns in which * stands for any text, and ? for one character where that is asked for.</summary>
internal static class Wildcard
{
    /// <summary>Compares ordinally. Takes time proportional to pattern times text at worst, whatever the pattern.</summary>
    public static bool Matches(string pattern, string text, bool ignoreCase, bool questionMark = false)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && ((questionMark && pattern[p] == '?') || Same(pattern[p], text[t], ignoreCase)))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark; // the star takes one character more
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }

    private static bool Same(char a, char b, bool ignoreCase) => a == b || (ignoreCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));
}
