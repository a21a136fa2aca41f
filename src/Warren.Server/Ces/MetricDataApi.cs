using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Ces;
using Warren.Engine.Errors;
using Warren.Engine.Instances;
using Warren.Engine.Metrics;
using Warren.Server.Dms.V1;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Ces;

/// <summary>What was measured, as the cloud's monitoring service shows it. Its clients write the version as V1.0; paths count in any case.</summary>
internal static class MetricDataApi
{
    private const string Get = "dms:instance:get";
    private const int MostMetrics = 500;
    private const int LongestPage = 1000;

    /// <summary>A day of every metric of a cluster of seven nodes, in the finest form in which it is kept.</summary>
    private const int MostPoints = 100_000;

    public static void MapMetricData(this IEndpointRouteBuilder app)
    {
        var project = app.MapGroup("/v1.0/{project_id}");
        project.MapGet("/metric-data", ShowAsync).RequiresInHandler(Get)
            .WithQuery("namespace", MetricNaming.Namespace)
            .WithQuery("metric_name", "for example messages_ready")
            .WithQuery("dim.0", $"{MetricNaming.InstanceDimension},ID")
            .WithQuery("dim.1", $"of what is measured of each node: {MetricNaming.NodeDimension},rabbit@ADDRESS")
            .WithQuery("from", "Unix time in milliseconds; the first point is the one with this moment")
            .WithQuery("to", "Unix time in milliseconds, later than from; the last point begins before it")
            .WithQuery("period", "seconds: 1 (raw: every 15 s, of the last 2 hours), 300 or 1200 (of 8 days), 3600, 14400 or 86400 (of 155 days)")
            .WithQuery("filter", "average, max or min");
        project.MapPost("/batch-query-metric-data", BatchAsync).RequiresInHandler(Get);
        project.MapGet("/metrics", ListAsync).RequiresInHandler(Get)
            .WithQuery("namespace", MetricNaming.Namespace)
            .WithQuery("metric_name", "of this name alone")
            .WithQuery("dim.0", $"{MetricNaming.InstanceDimension},ID: of this instance alone")
            .WithQuery("dim.1", $"{MetricNaming.NodeDimension},rabbit@ADDRESS: of this node alone")
            .WithQuery("start", "meta_data.marker of the page before")
            .WithQuery("limit", $"1 to {LongestPage}; default {LongestPage}");
    }

    private static async Task<Ok<MetricDataResponse>> ShowAsync(HttpContext http, MetricService metrics, CancellationToken ct)
    {
        var query = http.Request.Query;
        var naming = MetricNaming.Query;
        naming.CheckNamespace(query.Text("namespace"));
        var metric = naming.Metric(query.Text("metric_name"));
        var (first, second) = (Dimension(query, "dim.0"), Dimension(query, "dim.1"));
        var instanceId = naming.InstanceId(first);
        var range = MetricRangeText.Range(naming.Code, query.Text("from"), query.Text("to"), query.Text("period"));
        var kind = MetricRangeText.Filter(naming.Code, query.Text("filter"));
        var instance = await FindAsync(http, metrics, instanceId, ct);
        var points = await metrics.ReadAsync(instance, naming.Node(metric, instance, second), range, ct);
        return TypedResults.Ok(new MetricDataResponse { MetricName = metric.Name, Datapoints = ToDatapoints(points, metric, kind, withUnit: true) });
    }

    private static async Task<Ok<BatchMetricDataResponse>> BatchAsync(WireBody<BatchMetricDataRequest> body, HttpContext http, MetricService metrics, CancellationToken ct)
    {
        var request = body.Value;
        var code = DmsErrors.ParameterInvalid;
        if (request.Metrics is not { Count: > 0 and <= MostMetrics } wanted)
        {
            throw new WarrenException(code, "metrics", $"a list of 1 to {MostMetrics}");
        }

        var range = MetricRangeText.Range(code, request.From?.ToString(CultureInfo.InvariantCulture), request.To?.ToString(CultureInfo.InvariantCulture), request.Period);
        var kind = MetricRangeText.Filter(code, request.Filter);
        if ((long)range.Most * wanted.Count > MostPoints)
        {
            throw new WarrenException(code, "period", $"a longer one, or fewer metrics or less time: {MostPoints} points at most");
        }

        var series = new List<MetricSeries>(wanted.Count);
        var found = new Dictionary<string, Instance>(StringComparer.Ordinal);
        var read = new Dictionary<(string InstanceId, int Node), IReadOnlyList<MetricBucket>>();
        foreach (var (index, item) in wanted.Index())
        {
            var naming = MetricNaming.Body(index);
            naming.CheckNamespace(item?.Namespace);
            var metric = naming.Metric(item?.MetricName);
            var (first, second) = (Dimension(item?.Dimensions, 0), Dimension(item?.Dimensions, 1));
            var id = naming.InstanceId(first);
            if (!found.TryGetValue(id, out var instance))
            {
                instance = found[id] = await FindAsync(http, metrics, id, ct);
            }

            var node = naming.Node(metric, instance, second);
            if (!read.TryGetValue((instance.Id, node), out var points))
            {
                points = read[(instance.Id, node)] = await metrics.ReadAsync(instance, node, range, ct);
            }

            series.Add(new MetricSeries
            {
                Namespace = MetricNaming.Namespace,
                MetricName = metric.Name,
                Dimensions = Dimensions(instance.Id, second?.Value),
                Datapoints = ToDatapoints(points, metric, kind, withUnit: false),
                Unit = metric.Unit,
            });
        }

        return TypedResults.Ok(new BatchMetricDataResponse { Metrics = series });
    }

    private static async Task<Ok<MetricsResponse>> ListAsync(HttpContext http, MetricService metrics, CancellationToken ct)
    {
        var query = http.Request.Query;
        var naming = MetricNaming.Query;
        if (query.Text("namespace") is { } given)
        {
            naming.CheckNamespace(given);
        }

        var (first, second) = (Dimension(query, "dim.0"), Dimension(query, "dim.1"));
        var filter = new MetricFilter
        {
            Metric = query.Text("metric_name") is { } name ? naming.Metric(name).Name : null,
            InstanceId = first is null ? null : naming.InstanceId(first),
            Node = second is null ? null : second is (MetricNaming.NodeDimension, var node) ? node : throw naming.Invalid("dim.1", $"{MetricNaming.NodeDimension},rabbit@ADDRESS"),
            After = query.Text("start"),
            Take = ListQuery.Number(query, "limit", 1, LongestPage) ?? LongestPage,
            EnterpriseProjectIds = await http.EnterpriseProjectsAsync(Get),
        };
        if (filter.InstanceId is { } instanceId)
        {
            await FindAsync(http, metrics, instanceId, ct);
        }

        var (page, total) = await metrics.ListAsync(http.Caller(), filter, ct);
        return TypedResults.Ok(new MetricsResponse
        {
            Metrics =
            [
                .. page.Select(m => new MetricBody { Namespace = MetricNaming.Namespace, MetricName = m.Metric.Name, Unit = m.Metric.Unit, Dimensions = Dimensions(m.InstanceId, m.Node) }),
            ],
            MetaData = new MetricsMetadata { Count = page.Count, Total = total, Marker = page.Count > 0 ? page[^1].Key : "" },
        });
    }

    private static async Task<Instance> FindAsync(HttpContext http, MetricService metrics, string instanceId, CancellationToken ct)
    {
        await http.RequireAsync(Get, instanceId);
        return await metrics.FindAsync(http.Caller(), instanceId, ct);
    }

    private static IReadOnlyList<Datapoint> ToDatapoints(IReadOnlyList<MetricBucket> points, Metric metric, MetricFilterKind kind, bool withUnit) =>
    [
        .. from point in points
           where point.Values.ContainsKey(metric.Name)
           let value = point.Values[metric.Name]
           select new Datapoint
           {
               Timestamp = point.Start.ToUnixTimeMilliseconds(),
               Average = kind == MetricFilterKind.Average ? Math.Round(value.Average, 3) : null,
               Max = kind == MetricFilterKind.Max ? value.Max : null,
               Min = kind == MetricFilterKind.Min ? value.Min : null,
               Unit = withUnit ? metric.Unit : null,
           },
    ];

    private static IReadOnlyList<MetricDimension> Dimensions(string instanceId, string? node) =>
    [
        new MetricDimension { Name = MetricNaming.InstanceDimension, Value = instanceId },
        .. node is null ? [] : (MetricDimension[])[new MetricDimension { Name = MetricNaming.NodeDimension, Value = node }],
    ];

    /// <summary>name,value; null: it is not there.</summary>
    private static (string Name, string Value)? Dimension(IQueryCollection query, string name) =>
        query.Text(name)?.Split(',', 2) is not { } parts ? null : (parts[0], parts.Length > 1 ? parts[1] : "");

    private static (string Name, string Value)? Dimension(IReadOnlyList<MetricDimensionRequest?>? all, int index) =>
        all is null || all.Count <= index ? null : (all[index]?.Name ?? "", all[index]?.Value ?? "");
}
