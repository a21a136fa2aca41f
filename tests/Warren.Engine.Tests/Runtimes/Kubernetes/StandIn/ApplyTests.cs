using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class ApplyTests
{
    private const string Path = $"{RawApi.Clusters}/q1";

    [Fact]
    public async Task A_first_apply_is_201_and_the_same_again_is_200_with_the_same_version()
    {
        await using var api = await RawApi.ServerAsync();
        var wanted = RawApi.Instance("q1", """{"replicas":3}""");

        var first = await api.ApplyAsync(Path, wanted);
        var second = await api.ApplyAsync(Path, wanted);

        Assert.Equal((201, 200), (first.Code, second.Code));
        Assert.Equal(RawApi.Version(first.Body), RawApi.Version(second.Body));
        var manager = Assert.Single(second.Body.Items("metadata", "managedFields"));
        Assert.Equal(("warren", "Apply"), (manager.Text("manager"), manager.Text("operation")));
        Assert.NotNull(manager.At("fieldsV1", "f:spec", "f:replicas"));
    }

    [Fact]
    public async Task Another_manager_gets_409_and_may_take_the_field_by_force()
    {
        await using var api = await RawApi.ServerAsync();
        await api.ApplyAsync(Path, RawApi.Instance("q1", """{"replicas":3}"""));
        var wanted = RawApi.Instance("q1", """{"replicas":5}""");

        var refused = await api.ApplyAsync(Path, wanted, "other");
        var forced = await api.ApplyAsync(Path, wanted, "other", force: true);

        Assert.Equal((409, "Conflict"), (refused.Code, refused.Reason));
        Assert.Equal("Apply failed with 1 conflict: conflict with \"warren\" using rabbitmq.com/v1beta1: .spec.replicas", refused.Message);
        Assert.Equal(("FieldManagerConflict", ".spec.replicas"), (refused.Body.Items("details", "causes").Single().Text("reason"), refused.Body.Items("details", "causes").Single().Text("field")));
        Assert.Equal((200, 5L), (forced.Code, forced.Body.Number("spec", "replicas")));
    }

    [Fact]
    public async Task Two_managers_may_want_the_same_value()
    {
        await using var api = await RawApi.ServerAsync();
        await api.ApplyAsync(Path, RawApi.Instance("q1", """{"replicas":3}"""));
        await api.ApplyAsync(Path, RawApi.Instance("q1", """{"replicas":3}"""), "other");

        var dropped = await api.ApplyAsync(Path, RawApi.Instance("q1"));

        Assert.Equal(3, dropped.Body.Number("spec", "replicas"));
    }

    [Fact]
    public async Task A_field_that_its_only_manager_drops_is_removed()
    {
        await using var api = await RawApi.ServerAsync();
        await api.ApplyAsync(Path, RawApi.Instance("q1", """{"image":"a","rabbitmq":{"additionalConfig":"x = y"}}"""));

        var dropped = await api.ApplyAsync(Path, RawApi.Instance("q1", """{"image":"a"}"""));

        Assert.Equal("a", dropped.Body.Text("spec", "image"));
        Assert.Null(dropped.Body.At("spec", "rabbitmq"));
    }

    [Fact]
    public async Task Items_of_a_keyed_list_belong_to_different_managers()
    {
        await using var api = await RawApi.ServerAsync();
        const string Service = "/api/v1/namespaces/default/services/s";
        System.Text.Json.Nodes.JsonNode Ports(string ports) => System.Text.Json.Nodes.JsonNode.Parse($$$"""{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"ports":{{{ports}}}}}""")!;

        await api.ApplyAsync(Service, Ports("""[{"name":"a","port":1,"protocol":"TCP"}]"""));
        var both = await api.ApplyAsync(Service, Ports("""[{"name":"b","port":2,"protocol":"TCP"}]"""), "other");
        var left = await api.ApplyAsync(Service, Ports("""[]"""), "other");

        Assert.Equal([1L, 2L], both.Body.Items("spec", "ports").Select(p => p.Number("port")!.Value));
        Assert.Equal([1L], left.Body.Items("spec", "ports").Select(p => p.Number("port")!.Value));
    }

    [Fact]
    public async Task An_apply_without_a_manager_is_400()
    {
        await using var api = await RawApi.ServerAsync();

        Assert.Equal(400, (await api.SendAsync("PATCH", Path, RawApi.Instance("q1"), "application/apply-patch+yaml")).Code);
    }

    [Fact]
    public async Task An_apply_of_a_field_that_there_is_not_fails_as_a_whole()
    {
        await using var api = await RawApi.ServerAsync();

        var answer = await api.ApplyAsync(Path, RawApi.Instance("q1", """{"bogus":1}"""));

        Assert.Equal(500, answer.Code); // kubernetes/kubernetes#139253
        Assert.EndsWith(".spec.bogus: field not declared in schema", answer.Message, StringComparison.Ordinal);
        Assert.Equal(404, (await api.GetAsync(Path)).Code);
    }
}
