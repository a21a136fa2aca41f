using System.Net.Http.Json;
using Warren.Contract.Ces;

namespace Warren.Contract.Client;

/// <summary>Reads what is measured of the instances of the token's project.</summary>
public sealed class MetricClient(ApiConnection connection)
{
    /// <summary>The namespace of this service's metrics.</summary>
    public const string Namespace = "SYS.DMS";

    public const string InstanceDimension = "rabbitmq_instance_id";
    public const string NodeDimension = "rabbitmq_node";

    /// <summary>What identifies a metric of an instance, or of one of its nodes.</summary>
    /// <param name="instanceId">Which instance.</param>
    /// <param name="node">Name of a node; null: the whole instance.</param>
    /// <param name="metric">Name of the metric.</param>
    public static MetricRequest Of(string instanceId, string? node, string metric) => new()
    {
        Namespace = Namespace,
        MetricName = metric,
        Dimensions =
        [
            new MetricDimensionRequest { Name = InstanceDimension, Value = instanceId },
            .. node is null ? [] : (MetricDimensionRequest[])[new MetricDimensionRequest { Name = NodeDimension, Value = node }],
        ],
    };

    /// <summary>Several metrics over the same time, in the order in which they are asked for.</summary>
    public async Task<IReadOnlyList<MetricSeries>> QueryAsync(BatchMetricDataRequest query, CancellationToken ct)
    {
        using var content = JsonContent.Create(query, CesJson.Wire.BatchMetricDataRequest);
        return (await connection.SendAsync(HttpMethod.Post, $"V1.0/{connection.ProjectId}/batch-query-metric-data", content, CesJson.Wire.BatchMetricDataResponse, ct)).Metrics;
    }

    /// <summary>The metrics that there are; of one instance where its id is given. The first thousand.</summary>
    public async Task<IReadOnlyList<MetricBody>> ListAsync(string? instanceId, CancellationToken ct)
    {
        var query = instanceId is null ? "" : $"&dim.0={InstanceDimension},{Uri.EscapeDataString(instanceId)}";
        return (await connection.SendAsync(HttpMethod.Get, $"V1.0/{connection.ProjectId}/metrics?limit=1000{query}", null, CesJson.Wire.MetricsResponse, ct)).Metrics;
    }
}
