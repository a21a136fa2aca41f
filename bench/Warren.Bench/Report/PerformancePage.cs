using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Warren.Bench.Report;

/// <summary>What a whole run found, for readers in docs/performance.md and for the next run in bench/ratios.json.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- run -->";
    private const string End = "<!-- end -->";

    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Page => Repository("docs/performance.md");

    private static string Ratios => Repository("bench/ratios.json");

    /// <summary>Puts the figures between the marks of the page, and their ratios into the file.</summary>
    public static void Write(IReadOnlyList<Figure> figures, string machine)
    {
        var text = File.ReadAllText(Page);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(Page, $"{text[..begin]}\n{machine}\n{Tables(figures)}\n{text[end..]}");
        File.WriteAllText(Ratios, JsonSerializer.Serialize(figures.Where(f => f.Ratio is not null).ToDictionary(f => f.Name, f => Math.Round(f.Ratio!.Value, 4)), Form) + "\n");
    }

    /// <summary>The ratios of the last whole run that was committed.</summary>
    public static IReadOnlyDictionary<string, double> Committed() => JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(Ratios))!;

    private static string Tables(IReadOnlyList<Figure> figures)
    {
        var text = new StringBuilder();
        foreach (var group in figures.GroupBy(f => f.Group))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {group.Key}\n\n| what | unit | n | Warren | beside it | | ratio | wanted | |\n|---|---|---|---|---|---|---|---|---|\n");
            foreach (var f in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {f.What} | {f.Unit} | {f.Ours.Count} | {Figure.Spread(f.Ours)} | {f.Beside} | {(f.Theirs.Count == 0 ? "" : Figure.Spread(f.Theirs))} | ");
                text.Append(CultureInfo.InvariantCulture, $"{(f.Ratio is { } ratio ? Figure.Number(ratio) : "")} | {f.Wanted?.Text} | {(f.Wanted is null ? "" : f.Wanted.IsKept(f) ? "kept" : "**missed**")} |\n");
            }
        }

        return text.ToString();
    }

    private static string Repository(string path)
    {
        var folder = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        while (!File.Exists(Path.Combine(folder, "Warren.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Combine(folder, path);
    }
}
