using Warren.Server.Tests.Goldens;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V1.Change;

/// <summary>allFailure of the batch call in every spelling that clients use (as real clients need it).</summary>
public sealed class DeleteFailedTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Theory]
    [InlineData("""{"action":"delete","allFailure":"true"}""")]
    [InlineData("""{"action":"delete","allFailure":"True"}""")]
    [InlineData("""{"action":"delete","allFailure":true}""")]
    [InlineData("""{"action":"delete","allFailure":"rabbitmq"}""")]
    [InlineData("""{"action":"delete","allFailure":"RabbitMQ"}""")]
    [InlineData("""{"action":"delete","all_failure":"rabbitmq"}""")]
    [InlineData("""{"action":"delete","all_failure":"true"}""")]
    [InlineData("""{"action":"delete","all_failure":true}""")]
    [InlineData("""{"action":"delete","instances":[],"allFailure":"true"}""")]
    public async Task Instances_whose_creation_failed_are_deleted_and_no_others(string body) => await DeletesAsync(body, deletes: true);

    [Theory]
    [InlineData("""{"action":"delete","allFailure":"kafka"}""")]
    [InlineData("""{"action":"delete","allFailure":"Kafka"}""")]
    [InlineData("""{"action":"delete","all_failure":"kafka"}""")]
    [InlineData("""{"action":"delete","allFailure":"rocketmq"}""")]
    public async Task For_another_engine_there_is_nothing_to_delete(string body) => await DeletesAsync(body, deletes: false);

    [Fact]
    public async Task The_example_of_5_5_is_accepted() => await DeletesAsync(Golden.Read("batch-delete-failed.request").GetRawText(), deletes: true);

    private async Task DeletesAsync(string body, bool deletes)
    {
        var (failed, running) = (await host.RunAsync(), await host.RunAsync());
        await using (await host.HoldAsync(failed, "CREATEFAILED"))
        {
        }

        var answer = await host.ActAsync(body);

        Assert.Equal((200, "", "0"), (answer.Status, answer.Text, answer.Header("Content-Length")));
        Assert.Equal("RUNNING", await host.StatusAsync(running));
        if (deletes)
        {
            await host.WaitForAsync(failed, "GONE");
        }
        else
        {
            Assert.Equal("CREATEFAILED", await host.StatusAsync(failed));
        }
    }
}
