using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Warren.Engine.Quotas;
using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1;

/// <summary>How many instances a project may have, and has (as real clients need it).</summary>
public sealed class QuotasTests
{
    [Fact]
    public async Task A_project_has_two_instances_where_two_are_allowed_and_a_third_once_one_is_deleted()
    {
        await using var host = await WarrenHost.StartAsync(services => services.AddSingleton(Options.Create(new QuotaOptions { InstancesPerProject = 2, TagsPerInstance = 3 })));
        var id = await host.RunAsync();
        Assert.Equal((2, 1), await RabbitMqAsync(host));
        await host.RunAsync();
        Assert.Equal((2, 2), await RabbitMqAsync(host));

        Refusal.Is(await host.CallAsync("POST", host.Instances, host.Order().ToJsonString()), 400, "111400035", "2");

        Assert.Equal(2, (await host.GetAsync(host.Instances)).Json.GetProperty("instance_num").GetInt32());
        await host.CallAsync("DELETE", $"{host.Instances}/{id}");
        Assert.Equal((2, 1), await RabbitMqAsync(host));
        await host.RunAsync();
    }

    [Fact]
    public async Task Every_engine_and_the_tags_have_a_row_of_whole_numbers()
    {
        await using var host = await WarrenHost.StartAsync(services => services.AddSingleton(Options.Create(new QuotaOptions { InstancesPerProject = 2, TagsPerInstance = 3 })));

        var rows = (await QuotasAsync(host)).EnumerateArray().Select(r => r.ToString()).ToList();

        Assert.Equal(
            [
                """{"type":"rabbitmqInstance","quota":2,"used":0,"min":0,"max":2}""",
                """{"type":"kafkaInstance","quota":0,"used":0,"min":0,"max":0}""",
                """{"type":"rocketmqInstance","quota":0,"used":0,"min":0,"max":0}""",
                """{"type":"tags","quota":3,"used":0,"min":0,"max":3}""",
            ],
            rows);
    }

    private static async Task<JsonElement> QuotasAsync(WarrenHost host)
    {
        var answer = await host.GetAsync($"/v1.0/{host.Credentials.ProjectId}/quotas/dms");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json.GetProperty("quotas").GetProperty("resources");
    }

    private static async Task<(int Quota, int Used)> RabbitMqAsync(WarrenHost host)
    {
        var row = (await QuotasAsync(host)).EnumerateArray().Single(r => r.GetProperty("type").GetString() == "rabbitmqInstance");
        return (row.GetProperty("quota").GetInt32(), row.GetProperty("used").GetInt32());
    }
}
