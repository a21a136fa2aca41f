using Warren.Kubernetes.Controllers;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class DefinitionTests
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_definition_is_accepted_by_create_and_by_apply_and_its_path_answers_404_until_it_is_established(bool apply)
    {
        await using var api = await RawApi.ServerAsync(new ApiServerOptions { HasOperatorDefinition = false });
        api.Server.Definitions.Hold();
        var definition = RabbitmqClusterDefinition.Whole;
        var made = apply ? await api.ApplyAsync($"{Definitions}/{definition.Name()}", definition) : await api.PostAsync(Definitions, definition);

        Assert.Equal(201, made.Code);
        var before = await api.GetAsync(RawApi.Clusters);
        Assert.Equal((404, "404 page not found\n"), (before.Code, before.Text));
        Assert.Null((await api.GetAsync($"{Definitions}/{definition.Name()}")).Body.At("status", "conditions")); // what "kubectl wait" stumbles over

        api.Server.Definitions.Release();
        await api.UntilAsync($"{Definitions}/{definition.Name()}", o => o.Items("status", "conditions").Any(c => c.Text("type") == "Established" && c.Text("status") == "True"));
        Assert.Equal(201, (await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"))).Code);
    }

    [Fact]
    public async Task A_definition_that_was_sent_fills_defaults_and_refuses_as_the_one_that_is_there_from_the_start()
    {
        await using var api = await RawApi.ServerAsync(new ApiServerOptions { HasOperatorDefinition = false });
        await api.PostAsync(Definitions, RabbitmqClusterDefinition.Whole);
        await api.UntilAsync($"{Definitions}/rabbitmqclusters.rabbitmq.com", o => o.At("status", "conditions") is not null);

        var made = await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        var refused = await api.PostAsync(RawApi.Clusters, RawApi.Instance("q2", """{"replicas":-1}"""));

        Assert.Equal(604_800, made.Body.Number("spec", "terminationGracePeriodSeconds"));
        Assert.Equal(422, refused.Code);
    }

    [Fact]
    public async Task There_is_no_scale_of_a_RabbitmqCluster()
    {
        await using var api = await RawApi.ServerAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));

        var answer = await api.GetAsync($"{RawApi.Clusters}/q1/scale");

        Assert.Equal((404, "NotFound", "the server could not find the requested resource"), (answer.Code, answer.Reason, answer.Message));
    }

    [Fact]
    public async Task A_StatefulSet_has_one()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        await api.ReadyAsync("q1");

        var answer = await api.GetAsync("/apis/apps/v1/namespaces/default/statefulsets/q1-server/scale");

        Assert.Equal(1, answer.Body.Number("spec", "replicas"));
    }
}
