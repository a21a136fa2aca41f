using System.Net;
using Warren.Engine.Catalogue;
using Warren.Engine.Network;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.Objects;

/// <summary>Plans of instances as a reconciler makes them.</summary>
internal static class Plans
{
    public const string Id = "8959ab1c-7a1a-4eb1-a05a-93dfc361b32d";
    public const string ProjectId = "0123456789abcdef0123456789abcdef";

    public static BrokerPlan Single() => Of(1, 100);

    public static BrokerPlan Trio() => Of(3, 300) with
    {
        Tls = true,
        Zones = ["warren-1a", "warren-1b"],
        Plugins = ["rabbitmq_shovel", "rabbitmq_stomp"],
        PublicAddress = IPAddress.Parse("203.0.113.9"),
        EngineVersion = "3.8.35",
    };

    public static BrokerPlan Of(int nodes, int storageGb) => new()
    {
        InstanceId = Id,
        ProjectId = ProjectId,
        Addresses = [.. Enumerable.Range(9, nodes).Select(n => IPAddress.Parse($"10.0.0.{n}"))],
        Size = new NodeSize(2, 4L << 30, 1000),
        StorageGb = storageGb,
        StorageSpecCode = ProductCatalogue.Default.IoClasses[^1].SpecCode,
        EngineVersion = "3.7.17",
        PublicAddress = null,
        RestartedSince = null,
        AccessUser = "user",
        AccessPasswordHash = "c2FsdGVkaGFzaA==",
        NewPassword = null,
        AgentPassword = new Secret("agent-secret"),
        ErlangCookie = new Secret("cookie"),
        Tls = false,
        ServedNodes = 0,
        Admission = [new GuardingRule(Allows: true, ["5672"], ["192.168.0.0/16"])],
    };
}
