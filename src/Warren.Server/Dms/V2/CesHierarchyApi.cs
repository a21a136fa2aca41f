using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Errors;
using Warren.Engine.Metrics;
using Warren.Engine.Topology;
using Warren.Server.Ces;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>By what the metrics of an instance are asked for, and what there is in its broker.</summary>
internal static class CesHierarchyApi
{
    public static void MapCesHierarchy(this IEndpointRouteBuilder app) =>
        app.MapGet("/v2/{project_id}/instances/{instance_id}/ces-hierarchy", ShowAsync).Requires("dms:instance:get");

    private static async Task<Ok<CesHierarchyResponse>> ShowAsync(
        string instance_id, HttpContext http, MetricService metrics, VhostService vhosts, QueueService queues, ExchangeService exchanges, CancellationToken ct)
    {
        var instance = await metrics.FindAsync(http.Caller(), instance_id, ct);
        var (names, queued, exchanged) = (new List<CesName>(), new List<CesVhostName>(), new List<CesVhostName>());
        try
        {
            foreach (var vhost in await vhosts.ListAsync(http.Caller(), instance_id, ct))
            {
                queued.AddRange((await queues.ListAsync(http.Caller(), instance_id, vhost.Name, ct)).Select(q => new CesVhostName { Name = q.Name, Vhost = vhost.Name }));
                exchanged.AddRange((await exchanges.ListAsync(http.Caller(), instance_id, vhost.Name, ct)).Where(e => e.Name.Length > 0).Select(e => new CesVhostName { Name = e.Name, Vhost = vhost.Name }));
                names.Add(new CesName { Name = vhost.Name });
            }
        }
        catch (WarrenException e) when (e.Code == DmsErrors.BrokerUnavailable || e.Code == DmsErrors.StatusForbids)
        {
            // Metrics are asked for all the more when a broker does not serve.
        }

        return TypedResults.Ok(new CesHierarchyResponse
        {
            Dimensions =
            [
                new CesDimension
                {
                    Name = MetricNaming.InstanceDimension,
                    Metrics = NamesOf(perNode: false),
                    KeyName = ["instance_ids"],
                    DimRouter = [MetricNaming.InstanceDimension],
                    Children =
                    [
                        new CesSubdimension
                        {
                            Name = MetricNaming.NodeDimension,
                            Metrics = NamesOf(perNode: true),
                            KeyName = ["nodes"],
                            DimRouter = [MetricNaming.InstanceDimension, MetricNaming.NodeDimension],
                        },
                    ],
                },
            ],
            InstanceIds = [new CesName { Name = instance.Id }],
            Nodes = [.. MetricService.NodeNames(instance.Addresses).Select(n => new CesName { Name = n })],
            Queues = queued,
            Vhosts = names,
            Exchanges = exchanged,
            Groups = [],
        });
    }

    private static IReadOnlyList<string> NamesOf(bool perNode) => [.. Metric.All.Where(m => m.PerNode == perNode).Select(m => m.Name)];
}
