using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class SpecTests
{
    [Fact]
    public async Task The_server_fills_the_defaults()
    {
        await using var api = await RawApi.ServerAsync();

        var made = await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));

        Assert.Equal(201, made.Code);
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """
                    {"replicas":1,"service":{"type":"ClusterIP"},"persistence":{"storage":"10Gi"},"resources":{"limits":{"cpu":"2000m","memory":"2Gi"},"requests":{"cpu":"1000m","memory":"2Gi"}},
                    "terminationGracePeriodSeconds":604800,"delayStartSeconds":30}
                    """),
                made.Body["spec"]),
            made.Body["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task Even_counts_of_replicas_are_not_refused()
    {
        await using var api = await RawApi.ServerAsync();

        Assert.Equal(201, (await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", """{"replicas":4}"""))).Code);
    }

    [Theory]
    [InlineData("""{"replicas":-1}""", "spec.replicas", "FieldValueInvalid")]
    [InlineData("""{"replicas":"3"}""", "spec.replicas", "FieldValueTypeInvalid")]
    [InlineData("""{"service":{"type":"Foo"}}""", "spec.service.type", "FieldValueNotSupported")]
    [InlineData("""{"rabbitmq":{"additionalPlugins":["bad-plugin!"]}}""", "spec.rabbitmq.additionalPlugins[0]", "FieldValueInvalid")]
    [InlineData("""{"persistence":{"storage":"10 gigs"}}""", "spec.persistence.storage", "FieldValueInvalid")]
    [InlineData("""{"resources":{"limits":{"memory":"lots"}}}""", "spec.resources.limits.memory", "FieldValueInvalid")]
    [InlineData("""{"rabbitmq":{"envConfig":"A=$(id)"}}""", "spec.rabbitmq.envConfig", "FieldValueInvalid")]
    public async Task A_spec_that_breaks_the_schema_is_422_Invalid_and_names_the_field(string spec, string field, string reason)
    {
        await using var api = await RawApi.ServerAsync();

        var answer = await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", spec));

        Assert.Equal((422, "Invalid"), (answer.Code, answer.Reason));
        var cause = Assert.Single(answer.Body.Items("details", "causes"));
        Assert.Equal((field, reason), (cause.Text("field"), cause.Text("reason")));
        Assert.StartsWith($"RabbitmqCluster.rabbitmq.com \"q1\" is invalid: {field}: ", answer.Message, StringComparison.Ordinal);
        Assert.Equal(404, (await api.GetAsync($"{RawApi.Clusters}/q1")).Code);
    }

    [Fact]
    public async Task A_name_that_is_no_DNS_name_is_422_Invalid()
    {
        await using var api = await RawApi.ServerAsync();

        var answer = await api.PostAsync(RawApi.Clusters, RawApi.Instance("A_b"));

        Assert.Equal((422, "metadata.name"), (answer.Code, answer.Body.Items("details", "causes").Single().Text("field")));
    }

    [Fact]
    public async Task An_unknown_field_is_dropped_without_a_word_in_the_answer_and_refused_when_the_caller_is_strict()
    {
        await using var api = await RawApi.ServerAsync();
        var body = RawApi.Instance("q1", """{"bogus":1}""");

        var refused = await api.PostAsync($"{RawApi.Clusters}?fieldValidation=Strict", body);
        var made = await api.PostAsync(RawApi.Clusters, body);

        Assert.Equal((400, "BadRequest"), (refused.Code, refused.Reason));
        Assert.Contains("strict decoding error: unknown field \"spec.bogus\"", refused.Message, StringComparison.Ordinal);
        Assert.Equal(201, made.Code);
        Assert.Null(made.Body.At("spec", "bogus"));
    }

    [Fact]
    public async Task An_unknown_field_deep_in_an_override_is_seen_too()
    {
        await using var api = await RawApi.ServerAsync();
        const string Spec = """{"override":{"statefulSet":{"spec":{"template":{"spec":{"containers":[{"name":"rabbitmq","volumeMount":[]}]}}}}}}""";

        var refused = await api.PostAsync($"{RawApi.Clusters}?fieldValidation=Strict", RawApi.Instance("q1", Spec));

        Assert.Contains("spec.override.statefulSet.spec.template.spec.containers[0].volumeMount", refused.Message, StringComparison.Ordinal);
    }
}
