using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class DeletionTests
{
    private const string Path = $"{RawApi.Clusters}/q1";

    [Fact]
    public async Task An_object_with_a_finalizer_stays_marked_until_the_finalizer_goes()
    {
        await using var api = await RawApi.ServerAsync();
        var body = RawApi.Instance("q1");
        body.Meta()["finalizers"] = new JsonArray("x/y");
        await api.PostAsync(RawApi.Clusters, body);

        var first = await api.SendAsync("DELETE", Path, null);
        var second = await api.SendAsync("DELETE", Path, null);
        var there = await api.GetAsync(Path);
        await api.MergeAsync(Path, """{"metadata":{"finalizers":null}}""");

        Assert.Equal((200, 200, 200), (first.Code, second.Code, there.Code));
        Assert.NotNull(first.Body.At("metadata", "deletionTimestamp"));
        Assert.Equal(RawApi.Version(first.Body), RawApi.Version(there.Body));
        Assert.Equal(404, (await api.GetAsync(Path)).Code);
    }

    [Fact]
    public async Task A_wrong_uid_in_the_precondition_is_409()
    {
        await using var api = await RawApi.ServerAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));

        var answer = await api.SendAsync("DELETE", Path, JsonNode.Parse("""{"preconditions":{"uid":"other"}}"""));

        Assert.Equal((409, "Conflict"), (answer.Code, answer.Reason));
        Assert.Contains("Precondition failed: UID in precondition: other", answer.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await api.GetAsync(Path)).Code);
    }

    [Theory]
    [InlineData("Background", false)]
    [InlineData("Foreground", false)]
    [InlineData("Orphan", true)]
    public async Task What_an_object_owns_goes_with_it_unless_it_is_orphaned(string propagation, bool stays)
    {
        await using var api = await RawApi.ServerAsync();
        var owner = await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        var secret = RawApi.Secret("s");
        secret.Meta()["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = "rabbitmq.com/v1beta1",
            ["kind"] = "RabbitmqCluster",
            ["name"] = "q1",
            ["uid"] = owner.Body.Text("metadata", "uid"),
            ["blockOwnerDeletion"] = true,
        });
        await api.PostAsync(RawApi.Secrets, secret);

        await api.SendAsync("DELETE", $"{Path}?propagationPolicy={propagation}", null);

        await api.UntilAsync(Path, o => o.Number("code") == 404);
        var left = await api.UntilAsync($"{RawApi.Secrets}/s", o => stays ? !o.Items("metadata", "ownerReferences").Any() : o.Number("code") == 404);
        Assert.Equal(stays, left.Text("kind") == "Secret");
    }

    [Fact]
    public async Task A_collection_is_deleted_by_selector()
    {
        await using var api = await RawApi.ServerAsync();
        var labelled = RawApi.Secret("a");
        labelled.Meta()["labels"] = new JsonObject { ["x"] = "y" };
        await api.PostAsync(RawApi.Secrets, labelled);
        await api.PostAsync(RawApi.Secrets, RawApi.Secret("b"));

        await api.SendAsync("DELETE", $"{RawApi.Secrets}?labelSelector=x%3Dy", null);

        Assert.Equal(["b"], (await api.GetAsync(RawApi.Secrets)).Body.Items("items").Select(i => i.Name()));
    }
}
