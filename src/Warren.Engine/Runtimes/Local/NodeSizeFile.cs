using System.Globalization;
using Warren.Engine.Security;

namespace Warren.Engine.Runtimes.Local;

/// <summary>The size a node was started with, beside its data: three numbers, CPUs, bytes and connections, in one line.</summary>
internal static class NodeSizeFile
{
    public static void Write(string path, NodeSize size) =>
        SecretFile.Write(path, string.Create(CultureInfo.InvariantCulture, $"{size.Cpus} {size.MemoryBytes} {size.MaxConnections}\n"));

    public static NodeSize? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var numbers = File.ReadAllText(path).Split(' ', StringSplitOptions.TrimEntries).Select(n => long.TryParse(n, CultureInfo.InvariantCulture, out var v) ? v : -1).ToList();
        return numbers.Count == 3 && numbers.All(n => n > 0) ? new NodeSize((int)numbers[0], numbers[1], (int)numbers[2]) : null;
    }
}
