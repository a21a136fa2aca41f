using System.Net;
using Warren.Engine.Catalogue;
using Warren.Engine.Instances;
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

    public required string InstanceId { get; init; }

    /// <summary>One address per node, in node order.</summary>
    public required IReadOnlyList<IPAddress> Addresses { get; init; }

    /// <summary>CPUs of a node: the number of Erlang schedulers.</summary>
    public required int Cpus { get; init; }

    /// <summary>Memory of a node, bytes: what the memory watermark is a part of.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Connections that a node accepts.</summary>
    public required int MaxConnections { get; init; }

    public required string AccessUser { get; init; }

    /// <summary>As RabbitMQ stores it.</summary>
    public required string AccessPasswordHash { get; init; }

    public required Secret AgentPassword { get; init; }

    public required Secret ErlangCookie { get; init; }

    public required bool Tls { get; init; }

    /// <summary>Whether the instance has served before: then its data must be there, and is never replaced by an empty node.</summary>
    public required bool HasServed { get; init; }

    public static BrokerPlan From(Instance instance, Flavour flavour, SecretProtector secrets) => new()
    {
        InstanceId = instance.Id,
        Addresses = [.. instance.Addresses.Split(',').Select(IPAddress.Parse)],
        Cpus = flavour.Cpus,
        MemoryBytes = flavour.MemoryGb * 1024L * 1024 * 1024,
        MaxConnections = flavour.MaxConnectionsPerNode,
        AccessUser = instance.AccessUser,
        AccessPasswordHash = instance.AccessPasswordHash,
        AgentPassword = secrets.Unprotect(instance.ProtectedAgentPassword),
        ErlangCookie = secrets.Unprotect(instance.ProtectedErlangCookie),
        Tls = instance.TlsEnabled,
        HasServed = instance.ObservedGeneration > 0,
    };
}
