namespace Warren.Engine.Runtimes.Local.FastStart;

/// <summary>How a node is booted: from a prepared release, or by RabbitMQ's own start script and for what reason.</summary>
internal sealed record NodeBoot
{
    private const string FastWord = "fast";
    private const string ServedLine = "served";

    private NodeBoot(PreparedRelease? release, string text)
    {
        Release = release;
        Text = text;
    }

    /// <summary>Null for a stock boot.</summary>
    public PreparedRelease? Release { get; }

    /// <summary>For people: "fast, prepared in NAME" or "stock: REASON".</summary>
    public string Text { get; }

    public static NodeBoot Fast(PreparedRelease release) => new(release, $"{FastWord}, prepared in {release.Name}");

    public static NodeBoot Stock(string reason) => new(null, $"stock: {reason}");

    /// <summary>Whether the last boot of the node was a fast one that nobody has seen serving.</summary>
    public static bool LastFastOneFailed(NodeFolder node) =>
        ReadLines(node) is [var how, ..] lines && how.StartsWith(FastWord, StringComparison.Ordinal) && !lines.Contains(ServedLine);

    /// <summary>Writes down how the node was started, for operators and for the next start.</summary>
    public void Record(NodeFolder node) => File.WriteAllText(node.BootFile, Text + "\n");

    /// <summary>Notes that the node serves since its last start.</summary>
    public static void Served(NodeFolder node)
    {
        if (ReadLines(node) is { Length: > 0 } lines && !lines.Contains(ServedLine))
        {
            File.AppendAllText(node.BootFile, ServedLine + "\n");
        }
    }

    private static string[] ReadLines(NodeFolder node) => File.Exists(node.BootFile) ? File.ReadAllLines(node.BootFile) : [];
}
