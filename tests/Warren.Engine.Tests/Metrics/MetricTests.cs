using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Warren.Engine.Broker;
using Warren.Engine.Instances;
using Warren.Engine.Metrics;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes.Fake;
using Warren.Engine.Store;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Metrics;

/// <summary>What is measured, by whom, and what is kept of it.</summary>
public abstract class MetricTests(StoreProvider provider) : IAsyncLifetime
{
    private const string Cluster = "00300-30209-0--0";
    private const string Overview = """
        {"object_totals":{"channels":3,"connections":2,"consumers":1,"exchanges":7,"queues":4},"queue_totals":{"messages":9,"messages_ready":5,"messages_unacknowledged":4},
         "message_stats":{"publish":12,"publish_details":{"rate":0.0,"avg_rate":2.5},"deliver_details":{"avg_rate":1.25},"get_details":{"avg_rate":0.5},"deliver_no_ack_details":{"avg_rate":0.75}}}
        """;

    private const string Node = """{"fd_used":41,"sockets_used":2,"proc_used":430,"mem_used":107374182,"disk_free":5000000000,"running":true}""";

    private TestEngine engine = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        engine = await TestEngine.StartAsync(provider);
        engine.Brokers.Management = call => new ManagementAnswer(200, call.Path.StartsWith("overview", StringComparison.Ordinal) ? Overview : Node);
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task Every_metric_of_the_catalogue_is_measured_and_no_other()
    {
        var id = await ServeAsync();
        var asked = new List<string>();
        var answer = engine.Brokers.Management!;
        engine.Brokers.Management = call =>
        {
            lock (asked)
            {
                asked.Add(call.Path);
            }

            return answer(call);
        };

        await RoundAsync();

        var (whole, node) = (await ValuesAsync(id, MetricSample.WholeInstance, 15), await ValuesAsync(id, 0, 15));
        Assert.Equal(Metric.All.Where(m => !m.PerNode).Select(m => m.Name).Order(StringComparer.Ordinal), whole.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Metric.All.Where(m => m.PerNode).Select(m => m.Name).Order(StringComparer.Ordinal), node.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([2, 3, 4, 1, 5, 4, 2.5, 1.75, 0.75], Metric.All.Where(m => !m.PerNode).Select(m => whole[m.Name].Average));
        Assert.Equal((41, 2, 430, 107374182, 5e9, 1, 2.5), (At("fd_used"), At("socket_used"), At("proc_used"), At("mem_used"), At("disk_free"), At("rabbitmq_alive"), At("rabbitmq_memory_usage")));
        Assert.Contains("overview?columns=object_totals,queue_totals,message_stats&msg_rates_age=15&msg_rates_incr=5", asked);
        double At(string metric) => node[metric].Average;
    }

    [Fact]
    public async Task Samples_are_folded_into_the_open_point_of_each_resolution()
    {
        var id = await ServeAsync();
        var hour = MetricResolution.StartOf(engine.Clock.GetUtcNow(), 3600).AddHours(1);
        foreach (var (seconds, value) in (List<(int, double)>)[(0, 1), (5, 2), (14, 6), (15, 10), (300, 21)])
        {
            await AddAsync(id, hour.AddSeconds(seconds), value);
        }

        Assert.Equal(
            [(hour, 15, 3, 6, 1, 3), (hour.AddSeconds(15), 15, 10, 10, 10, 1), (hour.AddSeconds(300), 15, 21, 21, 21, 1), (hour, 300, 4.75, 10, 1, 4), (hour.AddSeconds(300), 300, 21, 21, 21, 1), (hour, 3600, 8, 21, 1, 5)],
            await PointsAsync(id));
    }

    [Fact]
    public async Task A_longer_while_is_made_of_points_by_the_number_of_their_samples()
    {
        var id = await ServeAsync();
        var day = MetricResolution.StartOf(engine.Clock.GetUtcNow(), 86400).AddDays(1);
        await AddAsync(id, day, 10);
        await AddAsync(id, day.AddMinutes(7), 1);
        await AddAsync(id, day.AddMinutes(8), 1);
        await AddAsync(id, day.AddHours(5), 4);
        engine.Clock.SetUtcNow(day.AddHours(6));

        Assert.Equal([(day, 4, 10, 1)], await ReadAsync(id, day, day.AddMinutes(20), 1200));
        Assert.Equal([(day, 4, 10, 1), (day.AddHours(4), 4, 4, 4)], await ReadAsync(id, day.AddHours(3), day.AddHours(6), 14400));
        Assert.Equal([(day, 4, 10, 1)], await ReadAsync(id, day.AddHours(1), day.AddHours(6), 86400));
        Assert.Empty(await ReadAsync(id, day.AddMinutes(20), day.AddHours(5), 1200)); // its end is not part of it
    }

    [Fact]
    public async Task Points_are_kept_for_two_hours_eight_days_and_155_days()
    {
        var id = await ServeAsync();
        var now = MetricResolution.StartOf(engine.Clock.GetUtcNow(), 3600).AddDays(200);
        engine.Clock.SetUtcNow(now);
        foreach (var age in (TimeSpan[])[TimeSpan.FromHours(1.9), TimeSpan.FromHours(3), TimeSpan.FromDays(7.9), TimeSpan.FromDays(9), TimeSpan.FromDays(154), TimeSpan.FromDays(156), TimeSpan.FromDays(199)])
        {
            await AddAsync(id, now - age, 1);
        }

        await engine.Get<MetricStore>().SweepAsync(Ct);

        Assert.Equal([(15, 1), (300, 3), (3600, 5)], (await PointsAsync(id)).GroupBy(p => p.Period).Select(g => (g.Key, g.Count())));
    }

    [Fact]
    public async Task Points_go_with_their_instance_and_a_sample_that_comes_after_is_dropped()
    {
        var (gone, stays) = (await ServeAsync(), await ServeAsync());
        await RoundAsync();
        await engine.DeleteAsync(gone);
        await PassAsync(gone);

        Assert.Null(await engine.FindAsync(gone));
        Assert.Empty(await PointsAsync(gone));
        engine.Clock.Advance(TimeSpan.FromSeconds(15));
        var before = (await PointsAsync(stays)).Count;
        var whole = new Dictionary<string, double> { [Metric.Queues] = 1 };
        await engine.Get<MetricStore>().AddAsync([new MetricSample(gone, whole, []), new MetricSample(stays, whole, [])], engine.Clock.GetUtcNow(), Ct);
        Assert.Empty(await PointsAsync(gone));
        Assert.Equal(before + 1, (await PointsAsync(stays)).Count);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_not_alive_and_has_no_other_values()
    {
        var id = await ServeAsync(Cluster);
        var addresses = (await engine.FindAsync(id))!.Addresses.Split(',');
        engine.Brokers.SilentAddresses.Add(IPAddress.Parse(addresses[1]));
        await RoundAsync();

        Assert.Equal([("rabbitmq_alive", 0.0)], (await ValuesAsync(id, 1, 15)).Select(v => (v.Key, v.Value.Average)));
        Assert.Equal((8, 8), ((await ValuesAsync(id, 0, 15)).Count, (await ValuesAsync(id, 2, 15)).Count));
        Assert.Equal(2, (await ValuesAsync(id, MetricSample.WholeInstance, 15))["connections"].Average);

        engine.Brokers.Management = null;
        engine.Clock.Advance(TimeSpan.FromSeconds(15));
        await RoundAsync();
        Assert.Equal(0, (await ValuesAsync(id, 0, 15))["rabbitmq_alive"].Average);
        Assert.Empty(await ValuesAsync(id, MetricSample.WholeInstance, 15));
    }

    [Fact]
    public async Task While_a_node_hangs_and_the_others_wait_for_it_they_are_alive_all_the_same()
    {
        var id = await ServeAsync(Cluster);
        engine.Brokers.Management = call => call.Path == "whoami" ? new ManagementAnswer(200, "{}") : throw new OperationCanceledException();

        await RoundAsync();

        Assert.Equal([("rabbitmq_alive", 1.0)], (await ValuesAsync(id, 0, 15)).Select(v => (v.Key, v.Value.Average)));
        Assert.Empty(await ValuesAsync(id, MetricSample.WholeInstance, 15));
    }

    [Fact]
    public async Task An_instance_that_cannot_be_measured_does_not_stop_the_others()
    {
        var (broken, good) = (await ServeAsync(), await ServeAsync());
        await using (var store = engine.OpenStore())
        {
            await store.Instances.Where(i => i.Id == broken).ExecuteUpdateAsync(set => set.SetProperty(i => i.SpecCode, "not in the catalogue"), Ct);
        }

        await RoundAsync();

        Assert.Empty(await PointsAsync(broken));
        Assert.NotEmpty(await PointsAsync(good));
        Assert.Equal([good], engine.Get<LastSamples>().Now().Select(s => s.Sample.InstanceId));
    }

    [Fact]
    public async Task Only_instances_that_have_brokers_are_measured()
    {
        var (creating, deleting, running) = (await engine.CreateAsync(), await ServeAsync(), await ServeAsync());
        await engine.DeleteAsync(deleting);

        Assert.Equal([running], (await TakeAsync(Copy())).Order(StringComparer.Ordinal));
        Assert.NotNull(await engine.FindAsync(creating));
    }

    [Fact]
    public async Task Of_several_copies_each_instance_is_measured_by_one_once_in_an_interval()
    {
        for (var i = 0; i < 12; i++)
        {
            await ServeAsync();
        }

        var taken = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TakeAsync(Copy(), 5), Ct)))).SelectMany(t => t).ToList();
        Assert.Equal(12, taken.Count);
        Assert.Distinct(taken);

        engine.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(await TakeAsync(Copy()));
        engine.Clock.Advance(TimeSpan.FromSeconds(4.9)); // a look that comes a little early
        Assert.Equal(12, (await TakeAsync(Copy())).Count);
    }

    [Fact]
    public async Task A_copy_takes_the_instances_of_its_host_alone()
    {
        engine.Brokers.Host = "here";
        var id = await ServeAsync();
        var elsewhere = new FakeRuntime(Options.Create(new FakeOptions()), engine.Clock) { Host = "elsewhere" };

        Assert.Empty(await TakeAsync(Copy(elsewhere)));
        Assert.Equal([id], await TakeAsync(Copy()));
    }

    [Theory]
    [InlineData(15, "12:00:00", 7.5)]
    [InlineData(15, "12:00:07", 0.5)]
    [InlineData(15, "12:00:08", 14.5)]
    [InlineData(1, "12:00:00", 0.5)]
    public void A_round_is_made_in_the_middle_of_each_interval(int interval, string now, double wait) =>
        Assert.Equal(TimeSpan.FromSeconds(wait), MetricSampling.UntilNext(TimeSpan.FromSeconds(interval), DateTimeOffset.Parse($"2026-03-01T{now}Z")));

    [Theory]
    [InlineData("channels=4 connections=7,3,1,4")]
    [InlineData("disk_free=5000000000 publish=0.333,0.25,0.083,2")]
    public void Values_are_read_as_they_were_written(string text) => Assert.Equal(text, MetricValue.Write(MetricValue.Read(text)));

    private Task RoundAsync() => engine.Get<MetricSampler>().RoundAsync(Ct);

    private MetricTurns Copy(FakeRuntime? runtime = null) => new(engine.Get<IDbContextFactory<StoreContext>>(), runtime ?? engine.Brokers, engine.Clock);

    private static async Task<IReadOnlyList<string>> TakeAsync(MetricTurns turns, int most = 100) =>
        [.. (await turns.TakeAsync(TimeSpan.FromSeconds(15), most, Ct)).Select(i => i.Id)];

    /// <returns>Id of an instance that serves.</returns>
    private async Task<string> ServeAsync(string? productId = null)
    {
        var order = engine.Order();
        var id = await engine.CreateAsync(productId is null ? order : order with { ProductId = productId, StorageGb = 300 });
        await PassAsync(id);
        await PassAsync(id);
        Assert.Equal(InstanceStatus.Running, InstanceStatusRules.Of((await engine.FindAsync(id))!));
        return id;
    }

    private async Task PassAsync(string id)
    {
        var queue = engine.Get<WorkQueue>();
        var (lease, _) = Assert.Single(await queue.TakeAsync([id], 1, Ct));
        var instance = (await engine.FindAsync(id))!;
        await engine.Get<InstanceReconciler>().ReconcileAsync(lease, instance, new RetryState(), Ct);
        await queue.ReleaseAsync(lease, instance.Generation, engine.Clock.GetUtcNow().AddDays(1), Ct);
    }

    private Task AddAsync(string id, DateTimeOffset at, double value) =>
        engine.Get<MetricStore>().AddAsync([new MetricSample(id, new Dictionary<string, double> { [Metric.Publish] = value }, [])], at, Ct);

    private async Task<IReadOnlyList<(DateTimeOffset Start, int Period, double Average, double Max, double Min, int Samples)>> PointsAsync(string id)
    {
        await using var store = engine.OpenStore();
        return
        [
            .. (await store.MetricPoints.AsNoTracking().Where(p => p.InstanceId == id && p.Node == MetricSample.WholeInstance).OrderBy(p => p.Period).ThenBy(p => p.Start).ToListAsync(Ct))
                .Select(p => (p, MetricValue.Read(p.Values).First().Value)).Select(p => (p.p.Start, p.p.Period, p.Value.Average, p.Value.Max, p.Value.Min, p.Value.Samples)),
        ];
    }

    /// <summary>The newest point.</summary>
    private async Task<Dictionary<string, MetricValue>> ValuesAsync(string id, int node, int period)
    {
        await using var store = engine.OpenStore();
        var start = MetricResolution.StartOf(engine.Clock.GetUtcNow(), period);
        var point = await store.MetricPoints.AsNoTracking().SingleOrDefaultAsync(p => p.InstanceId == id && p.Node == node && p.Period == period && p.Start == start, Ct);
        return MetricValue.Read(point?.Values ?? "");
    }

    private async Task<IReadOnlyList<(DateTimeOffset Start, double Average, double Max, double Min)>> ReadAsync(string id, DateTimeOffset from, DateTimeOffset to, int seconds)
    {
        await using var store = engine.OpenStore();
        var metrics = new MetricService(store, new InstanceFinder(store), engine.Clock);
        var points = await metrics.ReadAsync(await metrics.FindAsync(engine.Caller, id, Ct), MetricSample.WholeInstance, new MetricRange(from, to, seconds), Ct);
        return [.. points.Select(p => (p.Start, p.Values[Metric.Publish].Average, p.Values[Metric.Publish].Max, p.Values[Metric.Publish].Min))];
    }
}

public sealed class MetricTestsOnSqlite() : MetricTests(StoreProvider.Sqlite);

public sealed class MetricTestsOnPostgres() : MetricTests(StoreProvider.Postgres);
