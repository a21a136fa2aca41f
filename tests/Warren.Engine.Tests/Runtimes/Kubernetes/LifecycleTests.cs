using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.Instances;
using Warren.Engine.Network;
using Warren.Engine.Recycling;
using Warren.Engine.Runtimes.Kubernetes.Objects;
using Warren.Engine.Tests.Runtimes.Kubernetes.World;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes;

/// <summary>The life of instances on a cluster, from the order to nothing.</summary>
public sealed class LifecycleTests : IAsyncLifetime
{
    private KubernetesWorld world = null!;

    public async ValueTask InitializeAsync() => world = await KubernetesWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_single_node_comes_to_run_and_goes_without_a_trace()
    {
        var id = await world.RunAsync();

        var row = (await world.Engine.FindAsync(id))!;
        Assert.Equal(world.Find(ResourceTypes.Services, "i-" + id).Text("spec", "clusterIP"), row.ServiceAddress);
        Assert.Equal("none (pretended)", row.BrokerVersion);
        Assert.Equal("{}", Data($"i-{id}-definitions", "definitions.json"));
        Assert.Equal("warren.agent", Data($"i-{id}-default-user", "username"));
        Assert.NotNull(world.Find(ResourceTypes.NetworkPolicies, "i-" + id));
        Assert.Null(world.Find(ResourceTypes.DisruptionBudgets, "i-" + id));

        await world.Engine.DeleteAsync(id);
        await world.UntilAsync(async () => await world.Engine.FindAsync(id) is null);
        foreach (var type in world.Server.Cluster.Types.All.Where(t => t.Namespaced && t != ResourceTypes.Events))
        {
            Assert.DoesNotContain(world.List(type), o => o.Name().Contains(id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_trio_grows_in_storage_and_nodes_and_size_one_after_the_other()
    {
        var id = await world.RunAsync(world.TrioOrder());
        Assert.NotNull(world.Find(ResourceTypes.DisruptionBudgets, "i-" + id));
        var pods = world.PodUids(id);

        await world.ChangeAsync(c => c.ExtendAsync(world.Engine.Caller, id, new ExtendOrder { StorageGb = 600 }, CancellationToken.None));
        await world.UntilAsync(id, InstanceStatus.Running);
        Assert.Equal("200Gi", world.Cluster(id).Text("spec", "persistence", "storage"));
        Assert.Equal(pods, world.PodUids(id));

        await world.ChangeAsync(c => c.ExtendAsync(world.Engine.Caller, id, new ExtendOrder { Type = "horizontal", NodeCount = 5 }, CancellationToken.None));
        await world.UntilAsync(id, InstanceStatus.Running);
        Assert.Equal(pods, world.PodUids(id).Take(3));
        Assert.Equal(5, world.PodUids(id).Count);
        Assert.Equal(2, world.Brokers.Grown.Count);
        Assert.Contains($"rabbit@i-{id}-server-4.i-{id}-nodes.{world.Place}", world.Brokers.Grown);

        await world.ChangeAsync(c => c.ExtendAsync(world.Engine.Caller, id, new ExtendOrder { SpecCode = "dms.instance.rabbitmq.cluster.c3.8u16g.5" }, CancellationToken.None));
        await world.UntilAsync(id, InstanceStatus.Running);
        Assert.Equal("16Gi", world.Cluster(id).Text("spec", "resources", "limits", "memory"));
        Assert.Empty(world.PodUids(id).Intersect(pods));
    }

    [Fact]
    public async Task A_restart_takes_one_node_after_the_other()
    {
        var id = await world.RunAsync(world.TrioOrder());
        var before = world.PodUids(id);
        await Task.Delay(1100, TestContext.Current.CancellationToken); // a kubelet counts in whole seconds

        await world.ChangeAsync(c => c.RestartAsync(world.Engine.Caller, id, CancellationToken.None));
        await world.UntilAsync(id, InstanceStatus.Running);

        Assert.Empty(world.PodUids(id).Intersect(before));
        Assert.Equal(1, world.Downtime.Most);
    }

    [Fact]
    public async Task The_recycle_bin_keeps_claims_and_no_pods_and_gives_them_back()
    {
        var id = await world.RunAsync();
        var claim = world.Find(ResourceTypes.Claims, $"persistence-i-{id}-server-0").Text("metadata", "uid");
        await world.ScopedAsync<InstanceService>(s => s.DeleteAsync(world.Engine.Caller, id, Warren.Engine.Recycling.Deletion.IntoBin, CancellationToken.None));
        await world.UntilAsync(async () => await world.Engine.FindAsync(id) is { } row && row.ObservedGeneration == row.Generation);
        Assert.Empty(world.PodUids(id));
        Assert.Equal(0, world.Cluster(id).Number("spec", "replicas"));

        await world.ScopedAsync<RecycleBin>(b => b.RestoreAsync(world.Engine.Caller, [id], (_, _) => Task.FromResult(true), CancellationToken.None));
        await world.UntilAsync(id, InstanceStatus.Running);
        Assert.Single(world.PodUids(id));
        Assert.Equal(claim, world.Find(ResourceTypes.Claims, $"persistence-i-{id}-server-0").Text("metadata", "uid"));
    }

    [Fact]
    public async Task A_new_password_reaches_the_broker_and_nothing_on_the_cluster_sets_it_back()
    {
        var id = await world.RunAsync();

        await world.ChangeAsync(c => c.SetPasswordAsync(world.Engine.Caller, id, "Another-1", null, CancellationToken.None));
        await world.UntilAsync(async () => (await world.Engine.FindAsync(id))!.ProtectedNewPassword is null);

        Assert.Equal("Another-1", world.Brokers.Passwords[id]);
        Assert.Equal("{}", Data($"i-{id}-definitions", "definitions.json"));
    }

    [Fact]
    public async Task A_plugin_is_turned_on_without_a_restart_unless_it_has_a_port_of_its_own()
    {
        var id = await world.RunAsync();
        var pods = world.PodUids(id);
        await world.ScopedAsync<Warren.Engine.Plugins.PluginService>(p => p.ChangeAsync(world.Engine.Caller, id, enable: true, "rabbitmq_shovel", CancellationToken.None));
        await world.UntilDoneAsync(id);
        Assert.Equal(["rabbitmq_shovel"], world.Cluster(id).Texts("spec", "rabbitmq", "additionalPlugins"));
        Assert.Equal(pods, world.PodUids(id));

        await world.ScopedAsync<Warren.Engine.Plugins.PluginService>(p => p.ChangeAsync(world.Engine.Caller, id, enable: true, "rabbitmq_stomp", CancellationToken.None));
        await world.UntilDoneAsync(id);
        Assert.Empty(world.PodUids(id).Intersect(pods));
    }

    [Fact]
    public async Task A_certificate_names_what_clients_connect_to_and_is_renewed_without_a_restart()
    {
        var id = await world.RunAsync(world.Engine.Order() with { TlsEnabled = true });
        using var first = X509Certificate2.CreateFromPem(Data($"i-{id}-tls", "tls.crt"));
        var names = first.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        var row = (await world.Engine.FindAsync(id))!;
        Assert.Contains(row.ServiceAddress, names.EnumerateIPAddresses().Select(a => a.ToString()));
        Assert.Contains($"i-{id}.{world.Place}.svc", names.EnumerateDnsNames());
        var pods = world.PodUids(id);

        world.Edit(ResourceTypes.Secrets, $"i-{id}-tls", s => s["data"]!["tls.crt"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(world.EndedCertificate())));

        await world.UntilAsync(() => Data($"i-{id}-tls", "tls.crt").Contains("BEGIN CERTIFICATE", StringComparison.Ordinal) && Ends(id) > TimeProvider.System.GetUtcNow().AddDays(300));
        Assert.Equal(pods, world.PodUids(id));
    }

    [Fact]
    public async Task A_public_address_is_done_when_the_load_balancer_has_given_it()
    {
        var id = await world.RunAsync();
        var ip = await world.PublicIpAsync();
        world.Stand.LoadBalancers.IsHeld = true;
        await world.ChangeAsync(c => c.ModifyAsync(world.Engine.Caller, id, new InstanceChange { PublicIpEnabled = true, PublicIpId = ip.Id }, CancellationToken.None));
        await world.UntilAsync(() => world.Find(ResourceTypes.Services, $"i-{id}-public") is not null);
        var row = (await world.Engine.FindAsync(id))!;
        Assert.NotEqual(row.Generation, row.ObservedGeneration);
        Assert.Equal(ip.Address, world.Find(ResourceTypes.Services, $"i-{id}-public").Text("spec", "loadBalancerIP"));

        world.Stand.LoadBalancers.IsHeld = false;
        world.Touch(id);
        await world.UntilAsync(async () => (await world.Engine.FindAsync(id)) is { } now && now.ObservedGeneration == now.Generation);

        await world.ChangeAsync(c => c.ModifyAsync(world.Engine.Caller, id, new InstanceChange { PublicIpEnabled = false }, CancellationToken.None));
        await world.UntilAsync(() => world.Find(ResourceTypes.Services, $"i-{id}-public") is null);
    }

    [Fact]
    public async Task A_rule_of_its_security_group_is_followed()
    {
        var id = await world.RunAsync();
        var group = (await world.Engine.FindAsync(id))!.SecurityGroupId;
        await world.ScopedAsync<SecurityGroupService>(s => s.AddRuleAsync(
            world.Engine.Caller, new RuleOrder { SecurityGroupId = group, Direction = "ingress", Protocol = "tcp", PortMin = 5672, PortMax = 5672, RemoteIpPrefix = "198.51.100.0/24" }, CancellationToken.None));

        await world.UntilAsync(() => world.Find(ResourceTypes.NetworkPolicies, "i-" + id)!.ToJsonString().Contains("198.51.100.0/24", StringComparison.Ordinal));
    }

    private DateTimeOffset Ends(string id)
    {
        using var certificate = X509Certificate2.CreateFromPem(Data($"i-{id}-tls", "tls.crt"));
        return new DateTimeOffset(certificate.NotAfter);
    }

    private string Data(string secret, string key) => ObjectMeta.Read(new(world.Find(ResourceTypes.Secrets, secret)!), key)!;
}
