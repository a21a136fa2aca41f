using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Warren.Engine.Broker;
using Warren.Engine.Runtimes;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.World;

/// <summary>Answers in place of brokers whose pods are pretended: they serve, run the plugins that they are told of, and take any password.</summary>
internal sealed class PretendedBrokers : IBrokerProbe
{
    /// <summary>The password that was set last, by instance id.</summary>
    public ConcurrentDictionary<string, string> Passwords { get; } = new(StringComparer.Ordinal);

    /// <summary>The nodes that queues were given members on.</summary>
    public ConcurrentBag<string> Grown { get; } = [];

    /// <summary>The plugins of every node, by instance id; what the operator has turned on.</summary>
    public Func<string, IReadOnlyList<string>> Plugins { get; set; } = _ => [];

    /// <summary>When set, CheckAsync answers it.</summary>
    public ServiceCheck? Answer { get; set; }

    /// <summary>What a node's volume has free, bytes.</summary>
    public long DiskFree { get; set; } = long.MaxValue / 2;

    public Task<ServiceCheck> CheckAsync(BrokerPlan plan, CancellationToken ct) => Task.FromResult(Answer ?? new ServiceCheck(true, "none (pretended)", null, SomeNodesAnswer: true));

    public Task<bool> MayStopAsync(BrokerPlan plan, int index, CancellationToken ct) => Task.FromResult(true);

    public Task SetPasswordAsync(BrokerPlan plan, CancellationToken ct)
    {
        Passwords[plan.InstanceId] = plan.NewPassword!.Reveal();
        return Task.CompletedTask;
    }

    public Task RebalanceAsync(BrokerPlan plan, CancellationToken ct) => Task.CompletedTask;

    public Task<ManagementAnswer> SendAsync(BrokerPlan plan, ManagementCall call, CancellationToken ct)
    {
        if (call.Path.StartsWith("queues/quorum/replicas/on/", StringComparison.Ordinal))
        {
            Grown.Add(Uri.UnescapeDataString(call.Path.Split('/')[4]));
            return Task.FromResult(new ManagementAnswer(200, "[]"));
        }

        var applications = Plugins(plan.InstanceId).Select(p => new JsonObject { ["name"] = p, ["version"] = "0" }).ToArray<JsonNode>();
        var nodes = plan.Addresses.Select((_, i) => new JsonObject { ["name"] = $"rabbit@{i}", ["running"] = true, ["disk_free"] = DiskFree, ["applications"] = new JsonArray([.. applications.Select(a => a.DeepClone())]) });
        return Task.FromResult(new ManagementAnswer(200, new JsonArray([.. nodes]).ToJsonString()));
    }
}
