using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>What clients do with a broker is measured: over the API, and for Prometheus.</summary>
public sealed class MonitoringTests : LiveTest
{
    private const string Token = "a-token-of-Prometheus";
    private const string Queue = "watched";

    [Fact]
    public async Task Publishing_moves_the_rate_and_the_depth_and_all_of_it_goes_with_the_instance()
    {
        var warren = NewWarren(("WARREN_Metrics__Interval", "00:00:01"), ("WARREN_Telemetry__MetricsToken", Token));
        await warren.StartAsync();
        var instance = await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart("watched")));
        var node = $"rabbit@{instance.ConnectAddress}";
        var sent = 0;
        await using (var connection = await Amqp.ConnectAsync(instance))
        {
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
            var rate = await Eventually.See(
                "the rate at which is published",
                async () =>
                {
                    for (var i = 0; i < 10; i++, sent++)
                    {
                        await channel.BasicPublishAsync("", Queue, Encoding.UTF8.GetBytes("to be counted"));
                    }

                    return await NewestAsync(warren, instance.InstanceId, "publish");
                },
                seen => seen > 0);
            Assert.InRange(rate!.Value, 0.1, 5000);
            await SeesAsync(warren, instance.InstanceId, "messages_ready", seen => seen == sent);
            await SeesAsync(warren, instance.InstanceId, "queues", seen => seen == 1);

            var got = await channel.BasicGetAsync(Queue, autoAck: false);
            Assert.NotNull(got);
            await SeesAsync(warren, instance.InstanceId, "messages_unacknowledged", seen => seen == 1);
            await SeesAsync(warren, instance.InstanceId, "messages_ready", seen => seen == sent - 1, "min");
            await SeesAsync(warren, instance.InstanceId, "deliver", seen => seen > 0);
            await SeesAsync(warren, instance.InstanceId, "connections", seen => seen >= 1);
            await SeesAsync(warren, instance.InstanceId, "channels", seen => seen >= 1);
        }

        Assert.Equal(1, await NewestAsync(warren, instance.InstanceId, "rabbitmq_alive", node));
        foreach (var (metric, least, most) in (List<(string, double, double)>)
        [
            ("fd_used", 1, 1e6), ("socket_used", 0, 1e6), ("proc_used", 100, 1e6), ("mem_used", 1e7, 4e9), ("disk_free", 1, 1e15), ("rabbitmq_memory_usage", 0.1, 100), ("rabbitmq_disk_usage", 1, 100),
        ])
        {
            Assert.InRange((await NewestAsync(warren, instance.InstanceId, metric, node))!.Value, least, most);
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(warren.Credentials.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        http.DefaultRequestHeaders.Accept.ParseAdd("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"); // as Prometheus asks
        var text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var labels = $"instance_id=\"{instance.InstanceId}\",name=\"watched\"";
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\nwarren_broker_messages_ready{{{labels}}} {sent}\n"), await SeriesAsync(http, $"messages_ready{{{labels}}} {sent}\n"), StringComparison.Ordinal);
        Assert.Contains($"\nwarren_broker_alive{{{labels},node=\"{node}\"}} 1\n", text, StringComparison.Ordinal);
        Assert.All(MetricsTests.NamesAskedFor().Where(MetricsTests.IsOfBrokers), name => Assert.Contains($"\n{name}{{{labels}", text, StringComparison.Ordinal));
        Assert.Contains("\nwarren_instances{", await SeriesAsync(http, "\nwarren_instances{"), StringComparison.Ordinal);

        await warren.Api.DeleteAsync(instance.InstanceId);
        await warren.Api.WatchUntilAsync(instance.InstanceId, WarrenClient.Gone);
        await Eventually.See("its series are gone", () => http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), seen => !seen.Contains(instance.InstanceId, StringComparison.Ordinal));
        Assert.Equal(404, (await AskAsync(warren, instance.InstanceId, "publish", null)).Status);
    }

    /// <summary>The text, once this is in it.</summary>
    private static Task<string> SeriesAsync(HttpClient http, string wanted) =>
        Eventually.See($"{wanted} at /metrics", () => http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), seen => seen.Contains(wanted, StringComparison.Ordinal));

    private static Task SeesAsync(WarrenProcess warren, string id, string metric, Predicate<double> enough, string filter = "max") =>
        Eventually.See(metric, () => NewestAsync(warren, id, metric, filter: filter), seen => seen is { } value && enough(value));

    /// <summary>Of the newest point, which has the samples of up to 15 s.</summary>
    private static async Task<double?> NewestAsync(WarrenProcess warren, string id, string metric, string? node = null, string filter = "max")
    {
        var (status, text) = await AskAsync(warren, id, metric, node, filter);
        Assert.True(status == 200, text);
        var points = JsonElement.Parse(text).GetProperty("datapoints");
        return points.GetArrayLength() == 0 ? null : points[points.GetArrayLength() - 1].GetProperty(filter).GetDouble();
    }

    private static Task<(int Status, string Text)> AskAsync(WarrenProcess warren, string id, string metric, string? node, string filter = "max")
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var dimension = node is null ? "" : $"&dim.1=rabbitmq_node,{node}";
        return warren.Api.SendAsync(
            "GET", $"/V1.0/{warren.Api.ProjectId}/metric-data?namespace=SYS.DMS&metric_name={metric}&dim.0=rabbitmq_instance_id,{id}{dimension}&from={now - 60_000}&to={now + 1000}&period=1&filter={filter}", null);
    }
}
