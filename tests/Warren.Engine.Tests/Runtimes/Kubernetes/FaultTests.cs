using System.Text.Json.Nodes;
using Warren.Engine.Instances;
using Warren.Engine.Reconcile;
using Warren.Engine.Tests.Runtimes.Kubernetes.World;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes;

/// <summary>What goes wrong on a cluster becomes the status, the error code and the words of an instance, and heals by itself where it can.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_creation_that_finds_no_place_fails_with_the_reason_and_leaves_nothing()
    {
        await using var world = await KubernetesWorld.StartAsync(("Reconcile:CreateTimeout", "00:00:10"));
        world.Stand.Kubelet.Unschedulable = _ => true;
        var id = await world.Engine.CreateAsync();

        await world.UntilAsync(id, InstanceStatus.CreateFailed);

        var row = (await world.Engine.FindAsync(id))!;
        Assert.Equal(FaultCodes.ResourcesShort, row.FaultCode);
        Assert.StartsWith($"pod i-{id}-server-0 finds no place on the cluster", row.FaultReason, StringComparison.Ordinal);
        Assert.Equal(row.FaultReason, (await world.TaskAsync(id)).Cause);
        Assert.Empty(world.List(ResourceTypes.RabbitmqClusters));
    }

    [Fact]
    public async Task What_the_operator_says_of_a_running_instance_is_shown_until_it_is_over()
    {
        await using var world = await KubernetesWorld.StartAsync();
        var id = await world.RunAsync();
        world.Stand.Operator.Misbehave(failsWith: ("TLSError", "Failed to get TLS secret"));

        await world.UntilAsync(id, InstanceStatus.Faulty);
        Assert.Equal("the operator cannot carry it out: TLSError, Failed to get TLS secret", (await world.Engine.FindAsync(id))!.FaultReason);

        world.Stand.Operator.Behave();
        await world.UntilAsync(id, InstanceStatus.Running);
    }

    [Fact]
    public async Task A_quota_that_refuses_the_cluster_object_is_the_reason()
    {
        await using var world = await KubernetesWorld.StartAsync(("Reconcile:CreateTimeout", "00:00:10"), ("Kubernetes:NamespaceMode", "Single"), ("Kubernetes:Namespace", "default"));
        world.Server.Cluster.Create(
            ResourceTypes.Quotas,
            "default",
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = "none" }, ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["count/rabbitmqclusters.rabbitmq.com"] = "0" } } },
            new WriteOptions("kubectl"));
        await world.UntilAsync(() => world.List(ResourceTypes.Quotas).Single().At("status", "hard") is not null);
        var id = await world.Engine.CreateAsync();

        await world.UntilAsync(id, InstanceStatus.CreateFailed);

        var row = (await world.Engine.FindAsync(id))!;
        Assert.Equal(FaultCodes.ResourcesShort, row.FaultCode);
        Assert.Contains("exceeded quota: none", row.FaultReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_does_not_end_is_shown_and_holds_back_every_other_change()
    {
        await using var world = await KubernetesWorld.StartAsync(("Kubernetes:StuckAfter", "00:00:10"), ("Reconcile:ChangeTimeout", "00:00:20"));
        var id = await world.RunAsync(world.TrioOrder());
        world.Stand.Kubelet.StuckTerminating = p => p.Name().EndsWith("-1", StringComparison.Ordinal);
        world.Server.Cluster.Delete(ResourceTypes.Pods, world.Place, $"i-{id}-server-1", new DeleteOptions());

        await world.UntilAsync(async () => (await world.Engine.FindAsync(id))!.FaultCode == FaultCodes.NodeNotStopped);
        Assert.Contains($"pod i-{id}-server-1 was asked to end", (await world.Engine.FindAsync(id))!.FaultReason, StringComparison.Ordinal);
        world.Edit(ResourceTypes.RabbitmqClusters, "i-" + id, c => c["spec"]!["resources"]!["limits"]!["cpu"] = "7");
        await world.UntilLookedAsync(id, 10);
        Assert.Equal("7", world.Cluster(id).Text("spec", "resources", "limits", "cpu")); // it waits for its turn

        world.Stand.Kubelet.StuckTerminating = _ => false;
        world.Touch(id);
        await world.UntilAsync(id, InstanceStatus.Running);
        Assert.Equal("4", world.Cluster(id).Text("spec", "resources", "limits", "cpu"));
    }

    [Fact]
    public async Task What_is_changed_or_deleted_by_hand_is_as_it_was_again()
    {
        await using var world = await KubernetesWorld.StartAsync();
        var id = await world.RunAsync(world.TrioOrder());
        world.Edit(ResourceTypes.RabbitmqClusters, "i-" + id, c => c["spec"]!["rabbitmq"]!["additionalConfig"] = "x = y");
        world.Edit(ResourceTypes.NetworkPolicies, "i-" + id, p => p["spec"]!["ingress"] = new JsonArray());
        foreach (var (type, name) in ((ResourceType, string)[])[(ResourceTypes.DisruptionBudgets, "i-" + id), (ResourceTypes.Secrets, $"i-{id}-default-user"), (ResourceTypes.Secrets, $"i-{id}-definitions")])
        {
            world.Server.Cluster.Delete(type, world.Place, name, new DeleteOptions());
        }

        await world.UntilAsync(() => world.Cluster(id).Text("spec", "rabbitmq", "additionalConfig") != "x = y" && world.Find(ResourceTypes.DisruptionBudgets, "i-" + id) is not null
            && world.Find(ResourceTypes.Secrets, $"i-{id}-default-user") is not null && world.Find(ResourceTypes.Secrets, $"i-{id}-definitions") is not null
            && world.Find(ResourceTypes.NetworkPolicies, "i-" + id).Items("spec", "ingress").Any());
        await world.UntilAsync(id, InstanceStatus.Running);
    }

    [Fact]
    public async Task A_cluster_object_that_is_deleted_with_its_data_is_not_replaced_by_an_empty_one()
    {
        await using var world = await KubernetesWorld.StartAsync();
        var id = await world.RunAsync();
        foreach (var claim in world.List(ResourceTypes.Claims))
        {
            world.Server.Cluster.Delete(ResourceTypes.Claims, world.Place, claim.Name(), new DeleteOptions());
        }

        world.Server.Cluster.Delete(ResourceTypes.RabbitmqClusters, world.Place, "i-" + id, new DeleteOptions());

        await world.UntilAsync(async () => (await world.Engine.FindAsync(id))!.FaultReason?.Contains("not replaced by an empty node", StringComparison.Ordinal) == true);
        Assert.Empty(world.List(ResourceTypes.RabbitmqClusters));
    }

    [Fact]
    public async Task Storage_that_cannot_grow_is_refused_before_the_operator_breaks_over_it()
    {
        await using var world = await KubernetesWorld.StartAsync(("Reconcile:ChangeTimeout", "00:00:10"));
        var id = await world.RunAsync();
        world.Server.Cluster.Change(ResourceTypes.StorageClasses, null, "standard", s => { s["allowVolumeExpansion"] = false; return s; }, new WriteOptions("kubectl"));

        await world.ChangeAsync(c => c.ExtendAsync(world.Engine.Caller, id, new ExtendOrder { StorageGb = 200 }, CancellationToken.None));

        await world.UntilAsync(id, InstanceStatus.ResizingFailed);
        Assert.Equal("Storage cannot grow: storage class standard does not allow it (allowVolumeExpansion).", (await world.Engine.FindAsync(id))!.FaultReason);
        Assert.Equal("100Gi", world.Cluster(id).Text("spec", "persistence", "storage"));
    }

    [Fact]
    public async Task Several_changes_at_once_go_one_after_the_other()
    {
        await using var world = await KubernetesWorld.StartAsync();
        var id = await world.RunAsync(world.TrioOrder());
        await world.ChangeAsync(c => c.ExtendAsync(
            world.Engine.Caller, id, new ExtendOrder { SpecCode = "dms.instance.rabbitmq.cluster.c3.4u8g.5", StorageGb = 1000 }, CancellationToken.None));
        await world.UntilAsync(id, InstanceStatus.Running);
        await world.UntilAsync(async () => (await world.Engine.FindAsync(id)) is { } row && row.ObservedGeneration == row.Generation);

        Assert.Equal(("200Gi", 5), (world.Cluster(id).Text("spec", "persistence", "storage"), (int)world.Cluster(id).Number("spec", "replicas")!));
        Assert.True(world.Downtime.Most <= 1);
    }

    [Fact]
    public async Task A_cut_watch_a_restart_and_an_outage_of_the_API_server_are_survived()
    {
        await using var world = await KubernetesWorld.StartAsync(("Reconcile:ResyncInterval", "00:10:00"));
        var id = await world.RunAsync();
        foreach (var trouble in (Func<Task>[])[() => Done(() => world.Server.Faults.CutWatches()), () => Done(() => world.Server.Faults.CutWatches(hard: false)), world.Server.RestartAsync])
        {
            await trouble();
            world.Stand.Kubelet.Unschedulable = _ => true;
            world.Server.Cluster.Delete(ResourceTypes.Pods, world.Place, $"i-{id}-server-0", new DeleteOptions());
            await world.UntilAsync(id, InstanceStatus.Faulty);
            world.Stand.Kubelet.Unschedulable = _ => false;
            world.Touch(id);
            await world.UntilAsync(id, InstanceStatus.Running);
        }
    }

    [Fact]
    public async Task Warren_may_end_at_any_write_of_a_creation_and_a_deletion_goes_on_after_any()
    {
        await using var world = await KubernetesWorld.StartAsync();
        var moments = 0;
        for (var held = true; held; moments++)
        {
            var (writes, moment) = (0, moments);
            world.Server.Faults.Hold(r => r.Method is "PATCH" && Interlocked.Increment(ref writes) == moment + 1);
            var id = await world.Engine.CreateAsync();
            await world.UntilAsync(async () => world.Server.Faults.Waiting > 0 || InstanceStatusRules.Of((await world.Engine.FindAsync(id))!) == InstanceStatus.Running);
            held = world.Server.Faults.Waiting > 0;
            await world.HaltAsync();
            world.Server.Faults.Clear();
            await world.ResumeAsync();
            await world.UntilAsync(id, InstanceStatus.Running);
            Assert.Single(world.PodUids(id));

            var deletions = 0;
            world.Server.Faults.Hold(r => r.Method is "DELETE" && Interlocked.Increment(ref deletions) == moment + 1);
            await world.Engine.DeleteAsync(id);
            await world.UntilAsync(async () => world.Server.Faults.Waiting > 0 || await world.Engine.FindAsync(id) is null);
            await world.HaltAsync();
            world.Server.Faults.Clear();
            await world.ResumeAsync();
            await world.UntilAsync(async () => await world.Engine.FindAsync(id) is null);
            Assert.DoesNotContain(world.List(ResourceTypes.Secrets), s => s.Name().Contains(id, StringComparison.Ordinal));
        }

        Assert.True(moments > 5, $"only {moments} writes were tried");
    }

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
