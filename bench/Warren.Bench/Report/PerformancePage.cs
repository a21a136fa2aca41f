using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Warren.Bench.Report;

/// <summary>What runs found, for readers in docs/performance.md and for later runs in bench/ratios.json. What a run did not measure stays as it was.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- run -->";
    private const string End = "<!-- end -->";
    private const string Heading = "\n### ";

    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Page => Repository("docs/performance.md");

    private static string Ratios => Repository("bench/ratios.json");

    /// <summary>Puts the figures between the marks of the page, a part for each group, and their ratios into the file.</summary>
    /// <param name="figures">Of any number of groups.</param>
    /// <param name="run">When and on what they were measured.</param>
    public static void Write(IReadOnlyList<Figure> figures, string run)
    {
        var text = File.ReadAllText(Page);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        var parts = text[begin..end].Split(Heading, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToDictionary(p => p.Split('\n')[0], StringComparer.Ordinal);
        foreach (var group in figures.GroupBy(f => f.Group))
        {
            parts[group.Key] = Part(group.Key, [.. group], run);
        }

        File.WriteAllText(Page, $"{text[..begin]}{string.Concat(parts.Values.Select(p => $"{Heading}{p}\n"))}\n{text[end..]}");

        var ratios = Committed().ToDictionary(StringComparer.Ordinal);
        foreach (var figure in figures.Where(f => f.Ratio is not null))
        {
            ratios[figure.Name] = Math.Round(figure.Ratio!.Value, 4);
        }

        File.WriteAllText(Ratios, JsonSerializer.Serialize(ratios, Form) + "\n");
    }

    /// <summary>The ratios of the runs that were committed.</summary>
    public static IReadOnlyDictionary<string, double> Committed() =>
        File.Exists(Ratios) ? JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(Ratios))! : new Dictionary<string, double>(StringComparer.Ordinal);

    private static string Part(string group, IReadOnlyList<Figure> figures, string run)
    {
        var text = new StringBuilder($"{group}\n\n{run}\n\n| what | unit | n | Warren | beside it | | ratio | wanted | |\n|---|---|---|---|---|---|---|---|---|");
        foreach (var f in figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n| {f.What} | {f.Unit} | {f.Ours.Count} | {Figure.Spread(f.Ours)} | {f.Beside} | {(f.Theirs.Count == 0 ? "" : Figure.Spread(f.Theirs))} | ");
            text.Append(CultureInfo.InvariantCulture, $"{(f.Ratio is { } ratio ? Figure.Number(ratio) : "")} | {f.Wanted?.Text} | {(f.Wanted is null ? "" : f.Wanted.IsKept(f) ? "kept" : "**missed**")} |");
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
