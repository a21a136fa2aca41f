using System.Text.Json;

namespace Warren.Engine.Broker;

/// <summary>What a node's management API says of it and its cluster.</summary>
/// <param name="Version">The release.</param>
/// <param name="Fault">What is wrong with the cluster as this node sees it; null when nothing is.</param>
internal sealed record NodeStatus(string? Version, string? Fault)
{
    /// <summary>
    /// The fault in an answer of GET /api/nodes: a node that does not run, or a partition. A node that has lost sight of another while both ran lists it:
    /// <code>[{"partitions":["rabbit@127.40.0.3"],"running":true,"name":"rabbit@127.40.0.2"},{"running":false,"name":"rabbit@127.40.0.3"}]</code>
    /// </summary>
    public static string? FaultIn(string nodes, int expected)
    {
        using var parsed = JsonDocument.Parse(nodes);
        foreach (var node in parsed.RootElement.EnumerateArray())
        {
            if (node.TryGetProperty("partitions", out var partitions) && partitions.ValueKind == JsonValueKind.Array && partitions.GetArrayLength() > 0)
            {
                return $"the cluster is partitioned: {node.GetProperty("name").GetString()} is apart from {string.Join(", ", partitions.EnumerateArray().Select(p => p.GetString()))}";
            }
        }

        var running = parsed.RootElement.EnumerateArray().Count(n => n.GetProperty("running").GetBoolean());
        return running == expected ? null : $"its management API lists {running} of {expected} nodes as running";
    }
}
