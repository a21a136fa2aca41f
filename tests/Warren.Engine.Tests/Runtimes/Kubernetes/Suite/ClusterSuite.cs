using System.Net.Sockets;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Warren.Engine.Instances;
using Warren.Engine.Network;
using Warren.Engine.Runtimes.Kubernetes;
using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Runtimes.Kubernetes.Reading;
using Warren.Engine.Security;
using Warren.Engine.Tests.Runtimes.Kubernetes.World;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.Suite;

/// <summary>
/// The life of a lone node and of a trio with TLS, whose pods are real brokers: on the stand-in cluster, and with <c>./warren test --kubeconfig FILE</c> on any other. The
/// tests share the two.
/// </summary>
[TestMethodOrderer(typeof(InFileOrder))]
public sealed class ClusterSuite(SuiteCluster cluster) : IClassFixture<SuiteCluster>, IAsyncLifetime
{
    private const string NewPassword = "Another-1";

    private EngineOnCluster Warren => cluster.Warren;

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(SuiteCluster.MissingHere is not null, SuiteCluster.MissingHere ?? "");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        SuiteCluster.Say(TestContext.Current.TestState?.Result.ToString().ToLowerInvariant() ?? "ended", [TestContext.Current.TestMethod!.MethodName.Replace('_', ' ')]);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void The_cluster_has_what_is_needed() => Assert.True(cluster.Preflight.IsGood, string.Join('\n', cluster.Preflight.Missing));

    [Fact]
    public async Task A_lone_node_takes_a_message()
    {
        var id = await LoneAsync();
        SuiteCluster.Say("broker", [$"RabbitMQ {(await Warren.Engine.FindAsync(id))!.BrokerVersion}"]);
        await using var connection = await cluster.ConnectAsync(id);
        await using var channel = await ConfirmingAsync(connection);
        await PublishAsync(channel, "taken");
        Assert.Equal("message", await GetAsync(channel, "taken"));
    }

    [Fact]
    public async Task Its_storage_grows()
    {
        var id = await LoneAsync();
        Assert.SkipWhen(cluster.Preflight.NoGrowth is not null, $"storage cannot grow there: {cluster.Preflight.NoGrowth}");
        await Warren.ChangeAsync(c => c.ExtendAsync(Warren.Engine.Caller, id, new ExtendOrder { StorageGb = 200 }, CancellationToken.None));
        await Warren.UntilAsync(id, InstanceStatus.Running);
        var claim = await cluster.Api.FindAsync(ResourceKind.Claim, Warren.Place, ObjectNames.Claim(id, 0), CancellationToken.None);
        Assert.Equal("200Gi", claim!.Text("spec", "resources", "requests", "storage"));
    }

    [Fact]
    public async Task Its_password_is_changed_and_the_message_outlives_a_restart()
    {
        var id = await LoneAsync();
        await using (var before = await cluster.ConnectAsync(id))
        {
            await using var first = await ConfirmingAsync(before);
            await PublishAsync(first, "kept");
        }

        await Warren.ChangeAsync(c => c.SetPasswordAsync(Warren.Engine.Caller, id, NewPassword, new Secret(Warren.Engine.Order().Password!), CancellationToken.None));
        await Warren.UntilAsync(async () => (await Warren.Engine.FindAsync(id))!.ProtectedNewPassword is null);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => cluster.ConnectAsync(id));
        var pod = (await cluster.PodsAsync(id)).Single().Uid;

        await Warren.ChangeAsync(c => c.RestartAsync(Warren.Engine.Caller, id, CancellationToken.None));
        await Warren.UntilAsync(id, InstanceStatus.Running);

        Assert.NotEqual(pod, (await cluster.PodsAsync(id)).Single().Uid);
        await using var connection = await cluster.ConnectAsync(id, password: NewPassword);
        await using var channel = await connection.CreateChannelAsync();
        Assert.Equal("message", await GetAsync(channel, "kept"));
    }

    [Fact]
    public async Task It_gets_a_public_address_and_gives_it_back()
    {
        var id = await LoneAsync();
        var address = cluster.Preflight.PublicAddress;
        Assert.SkipWhen(address is null, $"no address was given by the cluster: {cluster.Preflight.NoPublicAddress}");
        var ip = await Warren.PublicIpAsync(address!.ToString());
        var group = (await Warren.Engine.FindAsync(id))!.SecurityGroupId;
        await Warren.ScopedAsync<SecurityGroupService>(s => s.AddRuleAsync(
            Warren.Engine.Caller, new RuleOrder { SecurityGroupId = group, Direction = "ingress", Protocol = "tcp", PortMin = 5672, PortMax = 5672, RemoteIpPrefix = "0.0.0.0/0" }, CancellationToken.None));
        await Warren.ChangeAsync(c => c.ModifyAsync(Warren.Engine.Caller, id, new InstanceChange { PublicIpEnabled = true, PublicIpId = ip.Id }, CancellationToken.None));
        await Warren.UntilAsync(async () => await GivenAsync() is not null);
        Assert.SkipUnless(await GivenAsync() == address.ToString(), $"the cluster gives {await GivenAsync()} where {address} was asked for, which it gave before");
        await Warren.UntilDoneAsync(id);
        SuiteCluster.Say("public address", [await IsReachedAsync(address.ToString()) ? $"a client here reaches {address}" : $"{address} was given, and is not reached from this machine"]);

        await Warren.ChangeAsync(c => c.ModifyAsync(Warren.Engine.Caller, id, new InstanceChange { PublicIpEnabled = false }, CancellationToken.None));
        await Warren.UntilDoneAsync(id);
        await Warren.UntilAsync(async () => await cluster.Api.FindAsync(ResourceKind.Service, Warren.Place, ObjectNames.Public(id), CancellationToken.None) is null);

        async Task<string?> GivenAsync() => (await cluster.Api.FindAsync(ResourceKind.Service, Warren.Place, ObjectNames.Public(id), CancellationToken.None))
            ?.Items("status", "loadBalancer", "ingress").Select(i => i.Text("ip") ?? i.Text("hostname")).FirstOrDefault();
    }

    [Fact]
    public async Task A_trio_with_TLS_loses_nothing_confirmed_in_a_rolling_restart()
    {
        var id = await TrioAsync();
        await using (var first = await cluster.ConnectAsync(id))
        {
            await using var channel = await first.CreateChannelAsync();
            await channel.QueueDeclareAsync("load", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" });
        }

        var before = (await cluster.PodsAsync(id)).Select(p => p.Uid).ToList();
        Assert.Equal(3, before.Count);
        var publisher = new Publisher(node => cluster.ConnectAsync(id, node), before.Count, "load");
        using CancellationTokenSource stop = new();
        var publishing = publisher.RunAsync(stop.Token);
        var least = before.Count;
        await Warren.ChangeAsync(c => c.RestartAsync(Warren.Engine.Caller, id, CancellationToken.None));
        await Warren.UntilAsync(async () =>
        {
            least = Math.Min(least, (await cluster.PodsAsync(id)).Count(Readiness.IsReady));
            return InstanceStatusRules.Of((await Warren.Engine.FindAsync(id))!) == InstanceStatus.Running;
        });
        await stop.CancelAsync();
        await publishing;

        var after = (await cluster.PodsAsync(id)).Select(p => p.Uid).ToList();
        Assert.Equal(3, after.Count);
        Assert.Empty(after.Intersect(before));
        Assert.InRange(least, 2, 3);
        Assert.NotEmpty(publisher.Confirmed);
        Assert.Empty(publisher.Confirmed.Except(await publisher.DrainAsync()));
        SuiteCluster.Say("rolling restart", [$"{publisher.Confirmed.Count} messages confirmed, none lost; {publisher.Losses} connections lost; never fewer than {least} nodes ready"]);
    }

    [Fact]
    public async Task Both_are_deleted_without_a_trace()
    {
        string[] ids = [await LoneAsync(), await TrioAsync()];
        foreach (var id in ids)
        {
            await Warren.Engine.DeleteAsync(id);
        }

        foreach (var id in ids)
        {
            await Warren.UntilAsync(async () => await Warren.Engine.FindAsync(id) is null);
            foreach (var kind in (ResourceKind[])[ResourceKind.Cluster, ResourceKind.Pod, ResourceKind.Secret, ResourceKind.Claim, ResourceKind.NetworkPolicy, ResourceKind.DisruptionBudget])
            {
                await Warren.UntilAsync(async () => !(await cluster.Api.ListAsync(kind, Warren.Place, "", CancellationToken.None)).Items.Any(o => o.Name.Contains(id, StringComparison.Ordinal)));
            }
        }
    }

    private Task<string> LoneAsync() => IfGoodAsync(cluster.LoneAsync);

    private Task<string> TrioAsync() => IfGoodAsync(cluster.TrioAsync);

    private Task<string> IfGoodAsync(Func<Task<string>> instance)
    {
        Assert.SkipUnless(cluster.Preflight.IsGood, "the cluster lacks what is needed, see above");
        return instance();
    }

    private static Task<IChannel> ConfirmingAsync(IConnection connection) =>
        connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));

    private static async Task PublishAsync(IChannel channel, string queue)
    {
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { Persistent = true }, "message"u8.ToArray());
    }

    private static async Task<string?> GetAsync(IChannel channel, string queue) =>
        await channel.BasicGetAsync(queue, autoAck: true) is { } message ? Encoding.UTF8.GetString(message.Body.Span) : null;

    private static async Task<bool> IsReachedAsync(string address)
    {
        using TcpClient client = new();
        try
        {
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(5));
            await client.ConnectAsync(address, 5672, patience.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
