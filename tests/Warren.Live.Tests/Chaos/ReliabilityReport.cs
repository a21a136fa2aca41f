using System.Globalization;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests.Chaos;

/// <summary>docs/reliability.md: a section for each scenario, written by its runs, between two marks; what is outside of them is written by people.</summary>
internal static class ReliabilityReport
{
    private static readonly Lock Writing = new();

    /// <summary>Puts a scenario's last run in the place of the one before; the other sections stay.</summary>
    public static void Write(string scenario, string section)
    {
        var file = Repository.PathOf("docs", "reliability.md");
        var (begin, end) = ($"<!-- run: {scenario} -->\n", $"<!-- end: {scenario} -->");
        lock (Writing)
        {
            var text = File.ReadAllText(file);
            var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
            var to = text.IndexOf(end, StringComparison.Ordinal);
            Assert.True(from >= begin.Length && to >= from, $"docs/reliability.md has no section for {scenario}");
            File.WriteAllText(file, text[..from] + section + text[to..]);
        }
    }

    /// <summary>What a run was made on, in words.</summary>
    public static string Machine()
    {
        var memory = long.Parse(File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) >> 20;
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var releases = Directory.GetDirectories("/usr/lib/rabbitmq/lib", "rabbitmq_server-*").Select(d => d[(d.LastIndexOf('-') + 1)..]);
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, {memory} GiB, load {load} at the end, RabbitMQ {string.Join(", ", releases)}");
    }
}
