using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class OperatorTests
{
    private const string Path = $"{RawApi.Clusters}/q1";
    private const string Set = "/apis/apps/v1/namespaces/default/statefulsets/q1-server";
    private const string Trio = """{"replicas":3}""";

    [Fact]
    public async Task It_makes_the_children_by_their_names_and_rewrites_the_spec_so_that_the_generation_is_2()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", Trio));

        var ready = await api.ReadyAsync("q1");

        Assert.Equal(2, ready.Number("metadata", "generation"));
        Assert.Equal(["rabbitmq", "tls", "override", "secretBackend"], ((string[])["rabbitmq", "tls", "override", "secretBackend"]).Where(f => ready.At("spec", f) is JsonObject));
        async Task<IEnumerable<string>> NamesAsync(string path) => (await api.GetAsync(path)).Body.Items("items").Select(i => i.Name()).Where(n => n.Contains("q1", StringComparison.Ordinal));
        const string Core = "/api/v1/namespaces/default";
        Assert.Equal(["q1", "q1-nodes"], await NamesAsync($"{Core}/services"));
        Assert.Equal(["q1-default-user", "q1-erlang-cookie"], await NamesAsync($"{Core}/secrets"));
        Assert.Equal(["q1-plugins-conf", "q1-server-conf"], await NamesAsync($"{Core}/configmaps"));
        Assert.Equal(["q1-server"], await NamesAsync($"{Core}/serviceaccounts"));
        Assert.Equal(["q1-server-0", "q1-server-1", "q1-server-2"], await NamesAsync($"{Core}/pods"));
        Assert.Equal(["persistence-q1-server-0", "persistence-q1-server-1", "persistence-q1-server-2"], await NamesAsync($"{Core}/persistentvolumeclaims"));
        var service = await api.GetAsync($"{Core}/services/q1");
        var nodes = await api.GetAsync($"{Core}/services/q1-nodes");
        Assert.Equal([5672L, 15672L, 15692L], service.Body.Items("spec", "ports").Select(p => p.Number("port")!.Value).Order());
        Assert.Equal(("None", "4369,25672"), (nodes.Body.Text("spec", "clusterIP"), string.Join(',', nodes.Body.Items("spec", "ports").Select(p => p.Number("port")))));
    }

    [Fact]
    public async Task A_default_user_that_is_there_before_keeps_its_credentials_and_is_owned()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Secrets, JsonNode.Parse("""{"metadata":{"name":"q1-default-user"},"stringData":{"username":"me","password":"mine","default_user.conf":"default_user = me\ndefault_pass = mine\n"}}""")!);
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));

        await api.ReadyAsync("q1");

        var secret = (await api.GetAsync($"{RawApi.Secrets}/q1-default-user")).Body;
        Assert.Equal(Convert.ToBase64String("mine"u8), secret.Text("data", "password"));
        Assert.Equal("RabbitmqCluster", secret.Items("metadata", "ownerReferences").Single().Text("kind"));
    }

    [Fact]
    public async Task It_sets_all_labels_of_what_it_makes_and_copies_annotations_there_but_neither_to_pods()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Secrets, JsonNode.Parse("""{"metadata":{"name":"q1-default-user","labels":{"app.kubernetes.io/managed-by":"me","mine":"too"},"annotations":{"a":"0","mine":"too"}}}""")!);
        var instance = RawApi.Instance("q1");
        instance["metadata"]!["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = "me", ["of"] = "q1" };
        instance["metadata"]!["annotations"] = new JsonObject { ["a"] = "1", ["b.k8s.io/c"] = "1" };
        await api.PostAsync(RawApi.Clusters, instance);
        await api.ReadyAsync("q1");

        var secret = (await api.GetAsync($"{RawApi.Secrets}/q1-default-user")).Body;
        Assert.Equal(["app.kubernetes.io/component", "app.kubernetes.io/name", "app.kubernetes.io/part-of", "of"], secret.Map("metadata", "labels").Select(l => l.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["a=1", "mine=too"], secret.Map("metadata", "annotations").Select(a => $"{a.Key}={a.Value}").Order(StringComparer.Ordinal));
        var template = (await api.GetAsync(Set)).Body.At("spec", "template")!;
        Assert.Null(template.Text("metadata", "annotations", "a"));
        Assert.Null(template.Text("metadata", "labels", "of"));
    }

    [Fact]
    public async Task Until_the_last_step_all_replicas_may_be_ready_while_observedGeneration_is_absent()
    {
        await using var api = await RawApi.ClusterAsync();
        api.Cluster.Operator.Misbehave(stallBeforeSuccess: true);
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", Trio));

        var seen = await api.UntilAsync(Path, o => RawApi.Condition(o, "AllReplicasReady")?.Text("status") == "True" && RawApi.Condition(o, "ClusterAvailable")?.Text("status") == "True");

        Assert.Null(seen.At("status", "observedGeneration"));
        Assert.NotEqual("True", RawApi.Condition(seen, "ReconcileSuccess")!.Text("status"));
        api.Cluster.Operator.Behave();
        await api.ReadyAsync("q1");
    }

    [Fact]
    public async Task All_replicas_may_be_ready_while_ReconcileSuccess_is_False()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        await api.ReadyAsync("q1");

        api.Cluster.Operator.Misbehave(failsWith: ("Error", "exec failed"));
        await api.MergeAsync(Path, """{"spec":{"rabbitmq":{"additionalConfig":"x = y"}}}""");

        var seen = await api.UntilAsync(Path, o => RawApi.Condition(o, "ReconcileSuccess")?.Text("reason") == "Error");
        Assert.Equal("True", RawApi.Condition(seen, "AllReplicasReady")!.Text("status"));
        Assert.False(RawApi.IsReady(seen));
    }

    [Fact]
    public async Task Right_after_a_change_of_the_spec_all_conditions_are_still_True_and_only_the_generations_differ()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        await api.ReadyAsync("q1");

        api.Cluster.Operator.Misbehave(gone: true);
        await api.MergeAsync(Path, """{"spec":{"image":"new"}}""");

        var seen = (await api.GetAsync(Path)).Body;
        Assert.All(seen.Items("status", "conditions"), c => Assert.Equal("True", c.Text("status")));
        Assert.Equal((3L, 2L), (seen.Number("metadata", "generation"), seen.Number("status", "observedGeneration")));
    }

    [Fact]
    public async Task A_scale_down_is_refused_and_its_error_stays_until_a_full_success()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", Trio));
        await api.ReadyAsync("q1");

        await api.MergeAsync(Path, """{"spec":{"replicas":1}}""");
        var refused = await api.UntilAsync(Path, o => RawApi.Condition(o, "ReconcileSuccess")?.Text("status") == "False");
        Assert.Equal(3, (await api.GetAsync(Set)).Body.Number("spec", "replicas"));
        api.Cluster.Operator.Misbehave(stallBeforeSuccess: true);
        await api.MergeAsync(Path, """{"spec":{"replicas":3}}""");
        var back = (await api.GetAsync(Path)).Body;
        api.Cluster.Operator.Behave();

        Assert.Equal("UnsupportedOperation", RawApi.Condition(refused, "ReconcileSuccess")!.Text("reason"));
        Assert.Contains("Cluster Scale down not supported", RawApi.Condition(refused, "ReconcileSuccess")!.Text("message"), StringComparison.Ordinal);
        Assert.Equal("False", RawApi.Condition(back, "ReconcileSuccess")!.Text("status"));
        await api.ReadyAsync("q1");
        var events = await api.GetAsync("/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3Dq1,reason%3DUnsupportedOperation");
        Assert.Equal("Warning", events.Body.Items("items").Single().Text("type"));
    }

    [Fact]
    public async Task Zero_replicas_stop_all_nodes_which_come_back_as_many_as_they_were()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", Trio));
        await api.ReadyAsync("q1");

        await api.MergeAsync(Path, """{"spec":{"replicas":0}}""");
        await api.UntilAsync(Set, o => o.Number("status", "replicas") == 0);
        await api.MergeAsync(Path, """{"spec":{"replicas":5}}""");
        await api.UntilAsync(Path, o => RawApi.Condition(o, "ReconcileSuccess")?.Text("reason") == "UnsupportedOperation");
        await api.MergeAsync(Path, Trio.Replace("{", """{"spec":{""", StringComparison.Ordinal) + "}");

        await api.ReadyAsync("q1");
        Assert.Equal(3, (await api.GetAsync(Set)).Body.Number("status", "readyReplicas"));
    }

    [Fact]
    public async Task A_missing_TLS_secret_is_a_TLSError_and_a_warning_until_it_is_there()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", """{"tls":{"secretName":"t"}}"""));

        var failed = await api.UntilAsync(Path, o => RawApi.Condition(o, "ReconcileSuccess")?.Text("reason") == "TLSError");
        var events = await api.UntilAsync("/api/v1/namespaces/default/events?fieldSelector=reason%3DTLSError", o => o.Items("items").Any());
        await api.PostAsync(RawApi.Secrets, JsonNode.Parse("""{"metadata":{"name":"t"},"stringData":{"tls.crt":"a","tls.key":"b"}}""")!);

        Assert.Contains("\"t\" not found", RawApi.Condition(failed, "ReconcileSuccess")!.Text("message"), StringComparison.Ordinal);
        Assert.Equal("Warning", events.Items("items").Single().Text("type"));
        await api.ReadyAsync("q1");
    }

    [Fact]
    public async Task A_pause_is_a_warning()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        await api.ReadyAsync("q1");

        await api.MergeAsync(Path, """{"metadata":{"labels":{"rabbitmq.com/pauseReconciliation":"true"}}}""");

        await api.UntilAsync(Path, o => RawApi.Condition(o, "NoWarnings")?.Text("status") == "False");
    }

    [Fact]
    public async Task A_memory_request_below_the_limit_is_a_warning()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", """{"resources":{"requests":{"memory":"1Gi"},"limits":{"memory":"2Gi"}}}"""));

        await api.UntilAsync(Path, o => RawApi.Condition(o, "NoWarnings")?.Text("reason") == "MemoryRequestAndLimitDifferent");
    }

    [Fact]
    public async Task A_change_of_the_configuration_restarts_one_node_after_the_other_and_never_are_fewer_than_two_ready()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", Trio));
        await api.ReadyAsync("q1");
        var list = await api.GetAsync("/apis/apps/v1/namespaces/default/statefulsets");
        using var watch = await api.WatchAsync($"/apis/apps/v1/namespaces/default/statefulsets?watch=true&resourceVersion={RawApi.Version(list.Body)}");
        var before = (await api.GetAsync("/api/v1/namespaces/default/pods")).Body.Items("items").Select(p => p.Uid()).ToArray();

        await api.MergeAsync(Path, """{"spec":{"rabbitmq":{"additionalConfig":"channel_max = 10"}}}""");
        await api.UntilAsync(Path, o => o.Number("metadata", "generation") == 3 && RawApi.IsReady(o));

        var fewest = 3L;
        JsonNode? set;
        do
        {
            set = (await RawApi.NextAsync(watch))!["object"];
            fewest = Math.Min(fewest, set.Number("status", "readyReplicas") ?? 0);
        }
        while (set.Number("status", "observedGeneration") != set.Number("metadata", "generation") || set.Text("status", "currentRevision") != set.Text("status", "updateRevision") || set.Text("spec", "template", "metadata", "annotations", "rabbitmq.com/lastRestartAt") is null);
        Assert.Equal(2, fewest);
        Assert.Empty(before.Intersect((await api.GetAsync("/api/v1/namespaces/default/pods")).Body.Items("items").Select(p => p.Uid())));
    }

    [Fact]
    public async Task A_deletion_waits_for_the_operator_and_takes_claims_and_secrets_with_it()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync("/apis/storage.k8s.io/v1/storageclasses", JsonNode.Parse("""{"metadata":{"name":"kept"},"provisioner":"x","reclaimPolicy":"Retain","allowVolumeExpansion":true}""")!);
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", """{"persistence":{"storageClassName":"kept"}}"""));
        var ready = await api.ReadyAsync("q1");
        Assert.Equal(["deletion.finalizers.rabbitmqclusters.rabbitmq.com"], ready.Texts("metadata", "finalizers"));
        api.Cluster.Operator.Misbehave(gone: true);

        await api.SendAsync("DELETE", Path, null);
        Assert.NotNull((await api.GetAsync(Path)).Body.At("metadata", "deletionTimestamp")); // it hangs while the operator is gone
        api.Cluster.Operator.Behave();

        await api.UntilAsync(Path, o => o.Number("code") == 404);
        await api.UntilAsync($"{RawApi.Secrets}/q1-default-user", o => o.Number("code") == 404);
        await api.UntilAsync("/api/v1/namespaces/default/persistentvolumeclaims", o => !o.Items("items").Any());
        await api.UntilAsync("/api/v1/persistentvolumes", o => o.Items("items").Single().Text("status", "phase") == "Released");
    }

    [Fact]
    public async Task Conditions_of_pods_written_by_hand_are_enough_for_AllReplicasReady_but_not_for_ReconcileSuccess()
    {
        await using var api = await RawApi.ClusterAsync();
        api.Cluster.Kubelet.Unschedulable = _ => true;
        api.Cluster.Operator.Misbehave(stallBeforeSuccess: true); // it runs programs in pods that are none
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        const string Pod = "/api/v1/namespaces/default/pods/q1-server-0";
        await api.UntilAsync(Pod, o => o.Text("kind") == "Pod");

        api.Cluster.Kubelet.NeverReady = _ => true;
        Assert.Equal(201, (await api.PostAsync($"{Pod}/binding", JsonNode.Parse("""{"target":{"kind":"Node","name":"by-hand"}}""")!)).Code);
        api.Cluster.Kubelet.NeverReady = _ => false;
        await api.MergeAsync($"{Pod}/status", """{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}""");

        var seen = await api.UntilAsync(Path, o => RawApi.Condition(o, "AllReplicasReady")?.Text("status") == "True" && RawApi.Condition(o, "ClusterAvailable")?.Text("status") == "True");
        Assert.Equal("Unknown", RawApi.Condition(seen, "ReconcileSuccess")!.Text("status"));
    }
}
