using Warren.Engine.Runtimes.Local;

namespace Warren.Engine.Tests.Runtimes.Local;

/// <summary>What is told of a node that has ended.</summary>
public sealed class LastWordsTests : IDisposable
{
    private readonly NodeFolder node = new(Directory.CreateTempSubdirectory("warren-test-").FullName, 0);

    public void Dispose() => Directory.Delete(node.Root, recursive: true);

    [Fact]
    public void A_boot_that_fails_is_told_from_where_it_says_so()
    {
        Print(["Starting broker... completed with 3 plugins.", "", "  BOOT FAILED", "  ===========", "  Error during startup: {error,", "  {could_not_write_file, eacces}}", "", .. Noise(20)]);

        Assert.StartsWith("BOOT FAILED | =========== | Error during startup: {error, | {could_not_write_file, eacces}} | line 0", NodeProcess.LastWords(node), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_before_a_boot_that_succeeded_is_not_told_again()
    {
        Print(["BOOT FAILED", "Starting broker... completed with 3 plugins.", .. Noise(9)]);

        Assert.Equal("line 1 | line 2 | line 3 | line 4 | line 5 | line 6 | line 7 | line 8", NodeProcess.LastWords(node));
    }

    [Fact]
    public void A_node_that_printed_nothing_has_no_last_words()
    {
        Assert.Null(NodeProcess.LastWords(node));
        Print("", "  ");
        Assert.Null(NodeProcess.LastWords(node));
    }

    private void Print(params string[] lines) => File.WriteAllLines(node.ConsoleLog, lines);

    private static IEnumerable<string> Noise(int lines) => Enumerable.Range(0, lines).Select(i => $"line {i}");
}
