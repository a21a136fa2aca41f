using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Engine.Metrics;
using Warren.Server.Tests.Dms.V1;
using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Dms.V2.Instances;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam.Access;

namespace Warren.Server.Tests.Ces;

/// <summary>What was measured, over the calls of the cloud's monitoring service.</summary>
public sealed class MetricDataTests(WarrenHost host)
{
    /// <summary>Begins a raw point, and a longer one.</summary>
    private static readonly DateTimeOffset Now = MetricResolution.StartOf(TimeProvider.System.GetUtcNow(), 300);

    private string Project => $"/V1.0/{host.Credentials.ProjectId}";

    [Fact]
    public async Task The_points_of_a_metric_are_shown_with_the_value_that_the_filter_asks_for()
    {
        var id = await host.RunAsync();
        await MeasuredAsync(id, MetricSample.WholeInstance, 15, Now.AddSeconds(-30), "publish=1.5 messages_ready=7,4,3,2");
        await MeasuredAsync(id, MetricSample.WholeInstance, 15, Now.AddSeconds(-15), "publish=2");
        await MeasuredAsync(id, MetricSample.WholeInstance, 300, Now.AddSeconds(-300), "messages_ready=30,9,0,10");

        Assert.Equal(
            $$"""{"datapoints":[{"average":1.5,"timestamp":{{At(-30)}},"unit":"Count/s"},{"average":2,"timestamp":{{At(-15)}},"unit":"Count/s"}],"metric_name":"publish"}""",
            (await QueryAsync(id, "publish", "average")).Text);
        Assert.Equal($$"""{"datapoints":[{"average":3.5,"timestamp":{{At(-30)}},"unit":"Count"}],"metric_name":"messages_ready"}""", (await QueryAsync(id, "messages_ready", "average")).Text);
        Assert.Equal($$"""{"datapoints":[{"max":4,"timestamp":{{At(-30)}},"unit":"Count"}],"metric_name":"messages_ready"}""", (await QueryAsync(id, "messages_ready", "max")).Text);
        Assert.Equal($$"""{"datapoints":[{"min":3,"timestamp":{{At(-30)}},"unit":"Count"}],"metric_name":"messages_ready"}""", (await QueryAsync(id, "messages_ready", "min")).Text);
        Assert.Equal($$"""{"datapoints":[{"average":3,"timestamp":{{At(-300)}},"unit":"Count"}],"metric_name":"messages_ready"}""", (await QueryAsync(id, "messages_ready", "average", period: 300)).Text);
        Assert.Equal("""{"datapoints":[],"metric_name":"channels"}""", (await QueryAsync(id, "channels", "average")).Text);
        var later = (await host.GetAsync($"{Project}/metric-data?{Query(id, "publish")}&from={At(-20)}&to={At(-15)}&period=1&filter=average")).Json.GetProperty("datapoints");
        Assert.Equal([At(-30)], later.EnumerateArray().Select(p => p.GetProperty("timestamp").GetInt64())); // the one with "from"; "to" is no part of it
    }

    [Fact]
    public async Task What_is_measured_of_each_node_is_asked_for_by_the_node_s_name()
    {
        var (id, nodes) = await ClusterAsync();
        await MeasuredAsync(id, 1, 15, Now.AddSeconds(-15), "mem_used=1234 rabbitmq_alive=1");

        Assert.Equal(
            $$"""{"datapoints":[{"average":1234,"timestamp":{{At(-15)}},"unit":"Byte"}],"metric_name":"mem_used"}""", (await QueryAsync(id, "mem_used", "average", $"&dim.1=rabbitmq_node,{nodes[1]}")).Text);
        Assert.Equal("""{"datapoints":[],"metric_name":"mem_used"}""", (await QueryAsync(id, "mem_used", "average", $"&dim.1=rabbitmq_node,{nodes[0]}")).Text);
        Refusal.Is(await QueryAsync(id, "mem_used", "average"), 400, "111400062", "dim.1");
        Refusal.Is(await QueryAsync(id, "mem_used", "average", "&dim.1=rabbitmq_node,rabbit@elsewhere"), 400, "111400062", nodes[2]);
        Refusal.Is(await QueryAsync(id, "publish", "average", $"&dim.1=rabbitmq_node,{nodes[0]}"), 400, "111400062", "dim.1");
    }

    [Fact]
    public async Task Several_metrics_are_asked_for_at_once()
    {
        var (id, nodes) = await ClusterAsync();
        await MeasuredAsync(id, MetricSample.WholeInstance, 15, Now.AddSeconds(-15), "connections=3");
        await MeasuredAsync(id, 2, 15, Now.AddSeconds(-15), "disk_free=5000000000");
        var body = Batch(("connections", id, null), ("disk_free", id, nodes[2]), ("connections", id, null));

        var answer = await host.CallAsync("POST", $"{Project}/batch-query-metric-data", body.ToJsonString());

        var whole = $$"""{"namespace":"SYS.DMS","metric_name":"connections","dimensions":[{"name":"rabbitmq_instance_id","value":"{{id}}"}],"datapoints":[{"max":3,"timestamp":{{At(-15)}}}],"unit":"Count"}""";
        var node = $$"""{"namespace":"SYS.DMS","metric_name":"disk_free","dimensions":[{"name":"rabbitmq_instance_id","value":"{{id}}"},{"name":"rabbitmq_node","value":"{{nodes[2]}}"}],"datapoints":[{"max":5000000000,"timestamp":{{At(-15)}}}],"unit":"Byte"}""";
        Assert.Equal($$"""{"metrics":[{{whole}},{{node}},{{whole}}]}""", answer.Text);
    }

    [Fact]
    public async Task What_is_missing_or_bad_in_a_batch_is_refused_by_its_name()
    {
        var id = await host.RunAsync();
        var good = Batch(("connections", id, null));
        foreach (var (change, field) in (List<(Action<JsonObject>, string)>)
        [
            (b => b.Remove("metrics"), "metrics"), (b => b["metrics"] = new JsonArray(), "metrics"), (b => b.Remove("from"), "from"), (b => b.Remove("to"), "to"),
            (b => b["to"] = (long)b["from"]!, "to"), (b => b["period"] = "15", "period"), (b => b.Remove("period"), "period"), (b => b["filter"] = "sum", "average, max or min"), (b => b.Remove("filter"), "filter"),
            (b => b["metrics"]![0] = null, "metrics[0].namespace"), (b => b["metrics"]![0]!["namespace"] = "SYS.ECS", "SYS.DMS"), (b => b["metrics"]![0]!["metric_name"] = "cpu", "messages_ready"),
            (b => b["metrics"]![0]!["dimensions"] = new JsonArray(), "metrics[0].dimensions[0]"), (b => b["metrics"]![0]!["dimensions"]![0]!["name"] = "vhost", "rabbitmq_instance_id"),
            (b => b["metrics"] = new JsonArray([.. Enumerable.Range(0, 501).Select(_ => b["metrics"]![0]!.DeepClone())]), "500"),
            (b => { b["metrics"] = new JsonArray([.. Enumerable.Range(0, 500).Select(_ => b["metrics"]![0]!.DeepClone())]); b["from"] = 0; }, "period"),
        ])
        {
            var body = good.DeepClone().AsObject();
            change(body);
            Refusal.Is(await host.CallAsync("POST", $"{Project}/batch-query-metric-data", body.ToJsonString()), 400, "111400063", field);
        }
    }

    [Theory]
    [InlineData("namespace=SYS.DMS", "namespace=SYS.ECS", "namespace")]
    [InlineData("namespace=SYS.DMS", "", "namespace")]
    [InlineData("metric_name=publish", "metric_name=cpu_util", "metric_name")]
    [InlineData("dim.0=rabbitmq_instance_id", "dim.0=instance_id", "dim.0")]
    [InlineData("period=1", "period=60", "period")]
    [InlineData("period=1", "period=15", "1, 300, 1200, 3600, 14400 or 86400")]
    [InlineData("filter=average", "filter=variance", "average, max or min")]
    [InlineData("filter=average", "", "filter")]
    [InlineData("from=", "from=yesterday", "from")]
    [InlineData("to=", "to=-", "to")]
    [InlineData("to=", "to=1&old=", "to")]
    public async Task What_is_missing_or_bad_in_a_query_is_refused_by_its_name(string part, string instead, string field)
    {
        var id = await host.RunAsync();
        var query = $"{Query(id, "publish")}&from={At(-60)}&to={At(0)}&period=1&filter=average";

        Refusal.Is(await host.GetAsync($"{Project}/metric-data?{query.Replace(part, instead, StringComparison.Ordinal)}"), 400, "111400062", field);
    }

    [Fact]
    public async Task Another_project_s_instance_is_not_found_and_who_may_not_see_it_is_refused()
    {
        var id = await host.RunAsync();
        await MeasuredAsync(id, MetricSample.WholeInstance, 15, Now.AddSeconds(-15), "publish=2");
        var other = await OtherProject.AddAsync(host);
        var nobody = await GrantedUser.AddAsync(host);
        var reader = await GrantedUser.AddAsync(host, "DMS ReadOnlyAccess");
        var query = $"{Query(id, "publish")}&from={At(-60)}&to={At(0)}&period=1&filter=average";
        var body = Batch(("publish", id, null)).ToJsonString();

        Refusal.Is(await host.SendAsync("GET", $"/V1.0/{other.Id}/metric-data?{query}", null, other.Token), 404, "111404022");
        Refusal.Is(await host.SendAsync("POST", $"/V1.0/{other.Id}/batch-query-metric-data", body, other.Token), 404, "111404022");
        Refusal.Is(await host.SendAsync("GET", $"/V1.0/{other.Id}/metrics?dim.0=rabbitmq_instance_id,{id}", null, other.Token), 404, "111404022");
        Refusal.Is(await host.SendAsync("GET", $"/v2/{other.Id}/instances/{id}/ces-hierarchy", null, other.Token), 404, "DMS.00404022");
        Assert.Equal("""{"metrics":[],"meta_data":{"count":0,"marker":"","total":0}}""", (await host.SendAsync("GET", $"/V1.0/{other.Id}/metrics", null, other.Token)).Text);
        Assert.Equal(403, (await nobody.CallAsync("GET", $"{Project}/metric-data?{query}")).Status);
        Assert.Equal(403, (await nobody.CallAsync("POST", $"{Project}/batch-query-metric-data", body)).Status);
        Assert.Equal(403, (await nobody.CallAsync("GET", $"{Project}/metrics")).Status);
        Assert.Equal(200, (await reader.CallAsync("GET", $"{Project}/metric-data?{query}")).Status);
        Assert.Equal(200, (await reader.CallAsync("POST", $"{Project}/batch-query-metric-data", body)).Status);
        Refusal.Is(await host.GetAsync($"{Project}/metric-data?{query.Replace(id, "x", StringComparison.Ordinal)}"), 400, "111400061");
    }

    [Fact]
    public async Task The_metrics_that_there_are_are_listed_page_after_page()
    {
        var (id, nodes) = await ClusterAsync();
        var list = $"{Project}/metrics?namespace=SYS.DMS&dim.0=rabbitmq_instance_id,{id}";
        Assert.Equal(0, (await host.GetAsync(list)).Json.GetProperty("meta_data").GetProperty("total").GetInt32()); // nothing was measured
        await MeasuredAsync(id, MetricSample.WholeInstance, 15, Now, "publish=1");

        var all = new List<JsonElement>();
        var marker = "";
        do
        {
            var page = (await host.GetAsync($"{list}&limit=10&start={marker}")).Json;
            all.AddRange(page.GetProperty("metrics").EnumerateArray());
            var meta = page.GetProperty("meta_data");
            Assert.Equal((33, page.GetProperty("metrics").GetArrayLength()), (meta.GetProperty("total").GetInt32(), meta.GetProperty("count").GetInt32()));
            marker = meta.GetProperty("marker").GetString()!;
        }
        while (marker.Length > 0);

        Assert.Equal(33, all.Select(m => m.GetRawText()).Distinct(StringComparer.Ordinal).Count()); // 9, and 8 for each of 3 nodes
        Assert.Equal(
            $$"""{"namespace":"SYS.DMS","metric_name":"channels","dimensions":[{"name":"rabbitmq_instance_id","value":"{{id}}"}],"unit":"Count"}""", all[0].GetRawText());
        var node = (await host.GetAsync($"{list}&dim.1=rabbitmq_node,{nodes[1]}&metric_name=disk_free")).Json.GetProperty("metrics");
        Assert.Equal(nodes[1], Assert.Single(node.EnumerateArray()).GetProperty("dimensions")[1].GetProperty("value").GetString());
        Assert.Contains(id, (await host.GetAsync($"{Project}/metrics")).Text, StringComparison.Ordinal);
        Refusal.Is(await host.GetAsync($"{list}&limit=0"), 400, "111400062", "limit");
        Refusal.Is(await host.GetAsync($"{Project}/metrics?dim.0=vhost,x"), 400, "111400062", "dim.0");
        Refusal.Is(await host.GetAsync($"{Project}/metrics?dim.1=vhost,x"), 400, "111400062", "dim.1");
    }

    private async Task<(string Id, IReadOnlyList<string> Nodes)> ClusterAsync()
    {
        var id = await host.RunV2Async("""{"product_id":"rabbitmq.4u8g.cluster","broker_num":3,"storage_space":300}""");
        var addresses = (await host.ShowAsync(id)).GetProperty("connect_address").GetString()!;
        return (id, [.. addresses.Split(',').Select(a => $"rabbit@{a}")]);
    }

    private Task<Answer> QueryAsync(string id, string metric, string filter, string node = "", int period = 1) =>
        host.GetAsync($"{Project}/metric-data?{Query(id, metric)}{node}&from={At(-600)}&to={At(60)}&period={period}&filter={filter}");

    private static string Query(string id, string metric) => $"namespace=SYS.DMS&metric_name={metric}&dim.0=rabbitmq_instance_id,{id}";

    private static JsonObject Batch(params IReadOnlyList<(string Metric, string Id, string? Node)> metrics) => new()
    {
        ["metrics"] = new JsonArray([.. metrics.Select(m => new JsonObject
        {
            ["namespace"] = "SYS.DMS",
            ["metric_name"] = m.Metric,
            ["dimensions"] = new JsonArray(
            [
                new JsonObject { ["name"] = "rabbitmq_instance_id", ["value"] = m.Id },
                .. m.Node is null ? [] : (JsonObject[])[new JsonObject { ["name"] = "rabbitmq_node", ["value"] = m.Node }],
            ]),
        })]),
        ["from"] = At(-600),
        ["to"] = At(60),
        ["period"] = "1",
        ["filter"] = "max",
    };

    private static long At(int seconds) => Now.AddSeconds(seconds).ToUnixTimeMilliseconds();

    private async Task MeasuredAsync(string id, int node, int period, DateTimeOffset start, string values)
    {
        await using var store = host.OpenStore();
        store.MetricPoints.Add(new MetricPoint { InstanceId = id, Node = node, Period = period, Start = start, Values = values });
        await store.SaveChangesAsync();
    }
}
