using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Warren.Bench.Report;

/// <summary>
/// docs/performance.md and, for the next run to compare with, docs/performance.json. Numbers of one run stand beside each other; those of different runs and machines are
/// compared by their ratios alone.
/// </summary>
internal sealed class PerformanceReport(string folder)
{
    /// <summary>A ratio that moved by more is worth a look.</summary>
    private const double Tolerance = 0.20;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    private string Text => Path.Combine(folder, "performance.md");

    private string Ratios => Path.Combine(folder, "performance.json");

    /// <summary>Writes both files.</summary>
    public async Task WriteAsync(IReadOnlyList<Figure> figures, TimeSpan took, CancellationToken ct)
    {
        await File.WriteAllTextAsync(Text, Markdown(figures, took), ct);
        await File.WriteAllTextAsync(Ratios, JsonSerializer.Serialize(figures.ToDictionary(Key, f => Math.Round(f.Ratio, 4), StringComparer.Ordinal), Format) + "\n", ct);
    }

    /// <summary>Says which ratios moved since the committed run.</summary>
    /// <returns>How many did.</returns>
    public async Task<int> CompareAsync(IReadOnlyList<Figure> figures, CancellationToken ct)
    {
        var before = JsonSerializer.Deserialize<Dictionary<string, double>>(await File.ReadAllTextAsync(Ratios, ct))!;
        var moved = 0;
        foreach (var figure in figures)
        {
            if (!before.TryGetValue(Key(figure), out var was))
            {
                Console.WriteLine($"new    {Key(figure)}: {Number(figure.Ratio)}");
            }
            else if (Math.Abs(figure.Ratio / was - 1) > Tolerance)
            {
                moved++;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"moved  {Key(figure)}: {Number(was)} before, {Number(figure.Ratio)} now ({figure.Ratio / was - 1:+0 %;-0 %})"));
            }
        }

        Console.WriteLine($"{figures.Count} ratios, {moved} moved by more than {Tolerance:P0}");
        return moved;
    }

    private static string Key(Figure figure) => $"{figure.Group}: {figure.What}";

    private static string Markdown(IReadOnlyList<Figure> figures, TimeSpan took)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # Performance

            Written by `./warren bench` on {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, in {took.TotalMinutes:0} minutes, on a machine with {Environment.ProcessorCount} processors; RabbitMQ and .NET as
            installed there. Each number stands beside one of something else that was measured in turn with it, in the same minutes. What counts is the ratio of the medians: nothing here
            is a promise of an absolute time. In brackets: the least and the most of the rounds.


            """));
        foreach (var group in figures.GroupBy(f => f.Group, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {group.Key}\n\n| what | Warren | beside | ratio | wanted |\n|---|---|---|---|---|\n");
            foreach (var f in group)
            {
                var wanted = f.AtMost is { } most ? $"at most {Number(most)}" : f.AtLeast is { } least ? $"at least {Number(least)}" : "";
                text.Append(CultureInfo.InvariantCulture, $"| {f.What} | {Numbers(f.Ours, f.Unit)} | {f.Beside}: {Numbers(f.Theirs, f.Unit)} | {Number(f.Ratio)} | {wanted}{(f.IsMet == false ? ", **missed**" : "")} |\n");
            }

            text.Append('\n').AppendJoin("", group.Select(f => f.Note).OfType<string>().Distinct(StringComparer.Ordinal).Select(n => n + "\n\n"));
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Numbers(IReadOnlyList<double> measured, string unit) =>
        measured.Count == 1 ? $"{Number(measured[0])} {unit}" : $"{Number(measured.At(50))} {unit} ({Number(measured.Min())} to {Number(measured.Max())})";

    /// <summary>Three digits that count.</summary>
    private static string Number(double value) => value switch
    {
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}
