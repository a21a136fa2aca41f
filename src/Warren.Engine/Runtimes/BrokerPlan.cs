using System.Net;
using Warren.Engine.Catalogue;
using Warren.Engine.Instances;
using Warren.Engine.Network;
using Warren.Engine.Plugins;
using Warren.Engine.Pool;
using Warren.Engine.Security;

namespace Warren.Engine.Runtimes;

/// <summary>What should run for an instance, complete: a runtime needs nothing else to bring it about.</summary>
public sealed record BrokerPlan
{
    /// <summary>RabbitMQ user that Warren itself logs in with. The dot keeps it apart from customers' names, which cannot hold one.</summary>
    public const string AgentUser = "warren.agent";

    public const int AmqpPort = 5672;
    public const int AmqpsPort = 5671;
    public const int ManagementPort = 15672;
    public const int ManagementTlsPort = 15671;

    private IReadOnlyList<IPAddress>? whole;

    public required string InstanceId { get; init; }

    /// <summary>Whose it is; empty where that is of no account.</summary>
    public string ProjectId { get; init; } = "";

    /// <summary>One address per node, in node order.</summary>
    public required IReadOnlyList<IPAddress> Addresses { get; init; }

    /// <summary>Codes of the zones that its nodes are spread over; empty: anywhere.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>I/O class of its storage, as ordered; empty: any.</summary>
    public string StorageSpecCode { get; init; } = "";

    /// <summary>As ordered; empty: any.</summary>
    public string EngineVersion { get; init; } = "";

    /// <summary>The rules of its security group, in the order in which they decide; null: not known, and then nothing is changed about who gets in.</summary>
    public IReadOnlyList<GuardingRule>? Admission { get; init; }

    /// <summary>Size of each node.</summary>
    public required NodeSize Size { get; init; }

    /// <summary>What its data may take, GB, all nodes together.</summary>
    public required int StorageGb { get; init; }

    /// <summary>Nodes that are not to be started now, since they keep failing.</summary>
    public IReadOnlyCollection<int> Resting { get; init; } = [];

    /// <summary>Where clients come in besides the first node's own address; null: nowhere.</summary>
    public required IPAddress? PublicAddress { get; init; }

    /// <summary>Whether certificates that end within a month are renewed now.</summary>
    public bool RenewsCertificates { get; init; }

    /// <summary>A node that started before this moment must start again; null when none must.</summary>
    public required DateTimeOffset? RestartedSince { get; init; }

    /// <summary>The customer's user; null while the instance is blank, with no customer yet.</summary>
    public required string? AccessUser { get; init; }

    /// <summary>As RabbitMQ stores it; null while the instance is blank.</summary>
    public required string? AccessPasswordHash { get; init; }

    public bool IsBlank => AccessUser is null;

    /// <summary>To be set on the brokers and proven by a login; null: nothing is to be set.</summary>
    public required Secret? NewPassword { get; init; }

    /// <summary>Plugins that the customer turned on.</summary>
    public IReadOnlyList<string> Plugins { get; init; } = [];

    public required Secret AgentPassword { get; init; }

    public required Secret ErlangCookie { get; init; }

    public required bool Tls { get; init; }

    /// <summary>The port that AMQP clients use.</summary>
    public int ClientPort => Tls ? AmqpsPort : AmqpPort;

    /// <summary>How many of the nodes, from the first, have served before: their data must be there, and is never replaced by an empty node.</summary>
    public required int ServedNodes { get; init; }

    public bool HasServed => ServedNodes > 0;

    public bool IsCluster => Addresses.Count > 1;

    /// <summary>The same instance, of which these nodes alone are asked.</summary>
    public BrokerPlan Only(IReadOnlyList<IPAddress> nodes) => this with { Addresses = nodes, whole = whole ?? Addresses };

    /// <summary>The place of a node among all nodes of the instance, from 0.</summary>
    public int IndexOf(IPAddress node) => (whole ?? Addresses).Index().First(n => n.Item.Equals(node)).Index;

    /// <summary>Erlang name of a node that is a process of this machine.</summary>
    public string NodeName(int index) => $"rabbit@{Addresses[index]}";

    public static BrokerPlan From(Instance instance, Flavour flavour, SecretProtector secrets) => new()
    {
        InstanceId = instance.Id,
        ProjectId = instance.ProjectId,
        StorageSpecCode = instance.StorageSpecCode,
        EngineVersion = instance.EngineVersion,
        Addresses = [.. instance.Addresses.Split(',').Select(IPAddress.Parse)],
        Size = SizeOf(flavour),
        StorageGb = instance.StorageGb,
        PublicAddress = instance.PublicIpAddress is null ? null : IPAddress.Parse(instance.PublicIpAddress),
        RestartedSince = instance.RestartRequestedAt,
        AccessUser = instance.AccessUser,
        AccessPasswordHash = instance.AccessPasswordHash,
        NewPassword = instance.ProtectedNewPassword is null ? null : secrets.UnprotectLater(instance.ProtectedNewPassword),
        AgentPassword = secrets.UnprotectLater(instance.ProtectedAgentPassword),
        ErlangCookie = secrets.UnprotectLater(instance.ProtectedErlangCookie),
        Tls = instance.TlsEnabled,
        Plugins = InstancePlugins.Of(instance),
        ServedNodes = instance.ServedNodes,
    };

    public static BrokerPlan From(BlankInstance blank, Flavour flavour, SecretProtector secrets) => new()
    {
        InstanceId = blank.Id,
        Addresses = [.. blank.Addresses.Split(',').Select(IPAddress.Parse)],
        Size = SizeOf(flavour),
        StorageGb = flavour.StorageGb,
        PublicAddress = null,
        RestartedSince = null,
        AccessUser = null,
        AccessPasswordHash = null,
        NewPassword = null,
        AgentPassword = secrets.UnprotectLater(blank.ProtectedAgentPassword),
        ErlangCookie = secrets.UnprotectLater(blank.ProtectedErlangCookie),
        Tls = false,
        ServedNodes = 0,
    };

    private static NodeSize SizeOf(Flavour flavour) => new(flavour.Cpus, flavour.MemoryGb * 1024L * 1024 * 1024, flavour.MaxConnectionsPerNode);
}
