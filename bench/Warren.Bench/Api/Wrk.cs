using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Warren.Bench.Api;

/// <summary>Load by wrk (Debian's package), which takes little of the processors that the server needs.</summary>
internal static partial class Wrk
{
    /// <param name="url">What is asked for, by GET.</param>
    /// <param name="connections">How many connections ask, each for the next as soon as it has an answer.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="headers">Of each request.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="InvalidOperationException">An answer was no success, or wrk is missing.</exception>
    public static async Task<WrkResult> RunAsync(Uri url, int connections, int seconds, IEnumerable<(string Name, string Value)> headers, CancellationToken ct)
    {
        var start = new ProcessStartInfo("wrk") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in (IEnumerable<string>)["-t", "1", "-c", Text(connections), "-d", $"{Text(seconds)}s", "--latency", .. headers.SelectMany(h => (string[])["-H", $"{h.Name}: {h.Value}"]), url.AbsoluteUri])
        {
            start.ArgumentList.Add(argument);
        }

        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync(ct);
        await wrk.WaitForExitAsync(ct);
        return output.Contains("Non-2xx", StringComparison.Ordinal) || !Rate().IsMatch(output)
            ? throw new InvalidOperationException($"{url}: {output}")
            : new WrkResult(Number(Rate().Match(output).Groups[1].Value), Milliseconds(Slow().Match(output)), (long)Number(Requests().Match(output).Groups[1].Value));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Milliseconds(Match match) => Number(match.Groups[1].Value) * match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"\n\s+99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Slow();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();
}

/// <param name="PerSecond">Answers.</param>
/// <param name="Slow">Milliseconds that one answer in a hundred exceeds.</param>
/// <param name="Requests">All of them.</param>
internal sealed record WrkResult(double PerSecond, double Slow, long Requests);
