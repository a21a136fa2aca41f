using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Warren.Engine.Network;
using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes.Objects;

/// <summary>
/// A security group as a NetworkPolicy. A policy knows no rules that keep out and no order, so what a group lets in is worked out for each port that a broker can
/// listen on. The nodes of the instance and Warren itself always get in.
/// </summary>
internal static class AdmissionPolicy
{
    /// <summary>AMQP, management, and the plugins' own.</summary>
    private static readonly int[] Ports = [1883, 5551, 5552, 5671, 5672, 8883, 15671, 15672, 15691, 15692, 61613, 61614];

    private const string Anywhere = "0.0.0.0/0";

    /// <param name="plan">With the rules.</param>
    /// <param name="options">Where.</param>
    /// <param name="warrenNamespace">The namespace that Warren runs in; null: outside.</param>
    public static KubeObject Of(BrokerPlan plan, KubernetesOptions options, string? warrenNamespace)
    {
        var ingress = new JsonArray(new JsonObject { ["from"] = new JsonArray(new JsonObject { ["podSelector"] = ObjectMeta.PodSelector(plan.InstanceId) }) });
        var warren = new JsonArray([.. options.OwnRanges.Select(r => Block(r, []))]);
        if (warren.Count == 0 && warrenNamespace is not null)
        {
            warren.Add((JsonNode)new JsonObject { ["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["kubernetes.io/metadata.name"] = warrenNamespace } } });
        }

        if (warren.Count > 0)
        {
            ingress.Add((JsonNode)new JsonObject { ["from"] = warren });
        }

        var admitted = Ports.Select(p => (Port: p, Peers: PeersOf(plan.Admission!, p))).Where(a => a.Peers.Count > 0);
        foreach (var same in admitted.GroupBy(a => a.Peers.ToJsonString(), StringComparer.Ordinal))
        {
            ingress.Add((JsonNode)new JsonObject
            {
                ["from"] = same.First().Peers,
                ["ports"] = new JsonArray([.. same.Select(a => new JsonObject { ["protocol"] = "TCP", ["port"] = a.Port })]),
            });
        }

        return ObjectMeta.Of(
            ResourceKind.NetworkPolicy,
            ObjectNames.Cluster(plan.InstanceId),
            plan,
            ObjectNames.NamespaceOf(plan.ProjectId, options),
            new JsonObject { ["spec"] = new JsonObject { ["podSelector"] = ObjectMeta.PodSelector(plan.InstanceId), ["policyTypes"] = new JsonArray("Ingress"), ["ingress"] = ingress } });
    }

    /// <summary>Who gets in at a port: what a rule lets in, without what an earlier one keeps out.</summary>
    private static JsonArray PeersOf(IReadOnlyList<GuardingRule> rules, int port)
    {
        var keptOut = new List<string>();
        var peers = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var rule in rules.Where(r => Covers(r, port)))
        {
            if (!rule.Allows && rule.Sources is null)
            {
                break;
            }

            foreach (var source in rule.Sources ?? [Anywhere])
            {
                if (!rule.Allows)
                {
                    keptOut.Add(source);
                }
                else if (Peer(source, keptOut) is { } peer)
                {
                    peers[peer.ToJsonString()] = peer;
                }
            }
        }

        return [.. peers.Values];
    }

    /// <returns>Null: nothing of the source is let in.</returns>
    private static JsonObject? Peer(string source, IReadOnlyList<string> keptOut)
    {
        if (NetworkOf(source) is not { } network)
        {
            return keptOut.Contains(source, StringComparer.Ordinal)
                ? null
                : new JsonObject { ["namespaceSelector"] = new JsonObject(), ["podSelector"] = ObjectMeta.PodSelector(source) };
        }

        var others = keptOut.Select(NetworkOf).OfType<IPNetwork>().ToList();
        return others.Exists(o => o.PrefixLength <= network.PrefixLength && o.Contains(network.BaseAddress))
            ? null
            : Block(network.ToString(), [.. others.Where(o => network.Contains(o.BaseAddress)).Select(o => o.ToString()).Distinct(StringComparer.Ordinal)]);
    }

    private static JsonObject Block(string range, IReadOnlyList<string> except)
    {
        var block = new JsonObject { ["cidr"] = range };
        if (except.Count > 0)
        {
            block["except"] = new JsonArray([.. except.Select(e => JsonValue.Create(e))]);
        }

        return new JsonObject { ["ipBlock"] = block };
    }

    /// <summary>Null: it is the id of an instance.</summary>
    private static IPNetwork? NetworkOf(string source) =>
        IPNetwork.TryParse(source, out var network) ? network : IPAddress.TryParse(source, out var address) ? new IPNetwork(address, 32) : null;

    private static bool Covers(GuardingRule rule, int port) => rule.Ports.Count == 0 || rule.Ports.Any(range =>
    {
        var ends = range.Split('-');
        return port >= int.Parse(ends[0], CultureInfo.InvariantCulture) && port <= int.Parse(ends[^1], CultureInfo.InvariantCulture);
    });
}
