namespace Warren.Cli;

/// <summary>Rows under a heading, in columns as wide as they have to be.</summary>
internal static class Table
{
    public static void Write(IReadOnlyList<string> heading, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = heading.Select((h, i) => rows.Select(r => r[i].Length).Append(h.Length).Max()).ToList();
        foreach (var row in rows.Prepend([.. heading.Select(h => h.ToUpperInvariant())]))
        {
            Console.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }
}
