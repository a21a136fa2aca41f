using Warren.Engine.Runtimes.Local.FastStart;

namespace Warren.Engine.Tests.Runtimes.Local.FastStart;

public sealed class LaunchTemplateTests
{
    private static readonly string[] Usual = ["-pa", "", "-noinput", "-boot", "start_sasl", "+W", "w", LaunchTemplate.Hole, "-kernel", "x", "false"];

    [Fact]
    public void A_node_gets_the_arguments_of_the_start_script_with_its_own_in_their_place_and_the_prepared_boot_script()
    {
        var template = From(Usual);

        Assert.Equal(
            ["/erlang/erts-13.1.5/bin/erlexec", "first", "-pa", "", "-noinput", "+W", "w", "-name", "rabbit@127.40.0.9", "-kernel", "x", "false", "-boot", "/prepared/warren"],
            template.Command(["first"], ["-name", "rabbit@127.40.0.9"]));
    }

    [Fact]
    public void A_node_gets_what_the_start_script_adds_to_the_environment_and_finds_the_prepared_applications_first()
    {
        var environment = From(Usual).Environment;

        Assert.Equal("50000", environment["ERL_MAX_ETS_TABLES"]);
        Assert.Equal("/prepared/plugins:/prepared/otp", environment["ERL_LIBS"]);
        Assert.Equal("/prepared/plugins", environment["RABBITMQ_PLUGINS_DIR"]);
        Assert.Equal("/erlang/erts-13.1.5/bin", environment["BINDIR"]);
    }

    [Theory]
    [InlineData("-noinput", "-boot", "start_sasl")] // no place for a node's own
    [InlineData(LaunchTemplate.Hole, LaunchTemplate.Hole, "-boot", "start_sasl")]
    [InlineData(LaunchTemplate.Hole, "-noinput")] // no boot script
    [InlineData(LaunchTemplate.Hole, "-boot", "start_clean")]
    [InlineData(LaunchTemplate.Hole, "-boot", "start_sasl", "-boot", "start_sasl")]
    public void A_start_script_that_does_something_else_is_not_imitated(params string[] arguments) =>
        Assert.Throws<FastStartException>(() => From(arguments));

    [Fact]
    public void It_is_the_same_after_it_was_written_and_read()
    {
        var template = From(Usual);

        var read = LaunchTemplate.Parse(template.ToJson());

        Assert.Equal(template.Command(["a"], ["b"]), read.Command(["a"], ["b"]));
        Assert.Equal(template.Environment, read.Environment);
    }

    private static LaunchTemplate From(string[] arguments) => LaunchTemplate.From(
        arguments,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ERL_MAX_ETS_TABLES"] = "50000", ["ERL_LIBS"] = "/stock/plugins" },
        "/erlang",
        "13.1.5",
        "/prepared",
        "/stock");
}
