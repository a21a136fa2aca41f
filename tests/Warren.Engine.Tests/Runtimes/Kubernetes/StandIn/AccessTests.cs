using System.Text.Json.Nodes;
using Warren.Kubernetes.Access;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class AccessTests
{
    [Fact]
    public async Task A_token_of_a_limited_account_is_403_and_the_message_names_verb_resource_and_namespace()
    {
        await using var api = await RawApi.ServerAsync();
        var token = api.Server.TokenOf(ApiUser.ServiceAccount("default", "warren"));
        const string Rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/default";
        await api.PostAsync($"{Rbac}/roles", JsonNode.Parse("""{"metadata":{"name":"r"},"rules":[{"apiGroups":["rabbitmq.com"],"resources":["rabbitmqclusters"],"verbs":["list"]}]}""")!);
        await api.PostAsync(
            $"{Rbac}/rolebindings",
            JsonNode.Parse("""{"metadata":{"name":"b"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"r"},"subjects":[{"kind":"ServiceAccount","name":"warren"}]}""")!);

        var allowed = await api.SendAsync("GET", RawApi.Clusters, null, with: token);
        var refused = await api.SendAsync("POST", RawApi.Clusters, RawApi.Instance("q1"), with: token);
        var elsewhere = await api.SendAsync("GET", "/apis/rabbitmq.com/v1beta1/rabbitmqclusters", null, with: token);

        Assert.Equal(200, allowed.Code);
        Assert.Equal((403, "Forbidden"), (refused.Code, refused.Reason));
        Assert.Equal(
            "rabbitmqclusters.rabbitmq.com is forbidden: User \"system:serviceaccount:default:warren\" cannot create resource \"rabbitmqclusters\" in API group \"rabbitmq.com\" in the namespace \"default\"",
            refused.Message);
        Assert.EndsWith("at the cluster scope", elsewhere.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_token_is_401()
    {
        await using var api = await RawApi.ServerAsync();

        var answer = await api.SendAsync("GET", RawApi.Clusters, null, with: "bad");

        Assert.Equal((401, "Unauthorized"), (answer.Code, answer.Reason));
    }

    [Fact]
    public async Task Nothing_is_made_in_a_namespace_that_is_going()
    {
        await using var api = await RawApi.ServerAsync();
        await api.PostAsync("/api/v1/namespaces", JsonNode.Parse("""{"metadata":{"name":"n"}}""")!);
        var held = RawApi.Secret("held");
        held.Meta()["finalizers"] = new JsonArray("x/y");
        await api.PostAsync("/api/v1/namespaces/n/secrets", held);
        await api.SendAsync("DELETE", "/api/v1/namespaces/n", null);

        var refused = await api.PostAsync("/api/v1/namespaces/n/secrets", RawApi.Secret("s"));
        await api.MergeAsync("/api/v1/namespaces/n/secrets/held", """{"metadata":{"finalizers":null}}""");

        Assert.Equal((403, "Forbidden"), (refused.Code, refused.Reason));
        Assert.Contains("because it is being terminated", refused.Message, StringComparison.Ordinal);
        Assert.Equal("NamespaceTerminating", refused.Body.Items("details", "causes").Single().Text("reason"));
        await api.UntilAsync("/api/v1/namespaces/n", o => o.Number("code") == 404);
    }

    [Fact]
    public async Task A_quota_refuses_once_its_status_is_filled()
    {
        await using var api = await RawApi.ServerAsync();
        await api.PostAsync(
            "/api/v1/namespaces/default/resourcequotas", JsonNode.Parse("""{"metadata":{"name":"q"},"spec":{"hard":{"count/rabbitmqclusters.rabbitmq.com":"1"}}}""")!);
        await api.UntilAsync("/api/v1/namespaces/default/resourcequotas/q", o => o.At("status", "hard", "count/rabbitmqclusters.rabbitmq.com") is not null);

        var first = await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        var second = await api.PostAsync(RawApi.Clusters, RawApi.Instance("q2"));

        Assert.Equal((201, 403), (first.Code, second.Code));
        Assert.Equal(
            "rabbitmqclusters.rabbitmq.com \"q2\" is forbidden: exceeded quota: q, requested: count/rabbitmqclusters.rabbitmq.com=1, used: count/rabbitmqclusters.rabbitmq.com=1, "
            + "limited: count/rabbitmqclusters.rabbitmq.com=1",
            second.Message);
    }

    [Fact]
    public async Task Before_that_it_does_not()
    {
        await using var api = await RawApi.ServerAsync(new() { HasControllers = false });
        await api.PostAsync(
            "/api/v1/namespaces/default/resourcequotas", JsonNode.Parse("""{"metadata":{"name":"q"},"spec":{"hard":{"count/rabbitmqclusters.rabbitmq.com":"0"}}}""")!);

        Assert.Equal(201, (await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"))).Code);
    }
}
