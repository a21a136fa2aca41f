using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Topology;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>Vhosts, exchanges, queues and bindings of an instance. These calls wait for the broker: what they show and change is in it alone.</summary>
internal static class TopologyApi
{
    private const string Get = "dms:instance:get";
    private const string Modify = "dms:instance:modify";

    public static void MapTopology(this IEndpointRouteBuilder app)
    {
        var vhosts = app.MapGroup("/v2/rabbitmq/{project_id}/instances/{instance_id}/vhosts");
        vhosts.MapPut("", CreateVhostAsync).Requires(Modify);
        vhosts.MapGet("", ListVhostsAsync).Requires(Get).WithOffset(TopologyPath.LongestPage);
        vhosts.MapPost("", DeleteVhostsAsync).Requires(Modify);

        var exchanges = vhosts.MapGroup("/{vhost}/exchanges");
        exchanges.MapPut("", CreateExchangeAsync).Requires(Modify);
        exchanges.MapGet("", ListExchangesAsync).Requires(Get).WithOffset(TopologyPath.LongestPage);
        exchanges.MapPost("", DeleteExchangesAsync).Requires(Modify);

        var queues = vhosts.MapGroup("/{vhost}/queues");
        queues.MapPut("", CreateQueueAsync).Requires(Modify);
        queues.MapGet("", ListQueuesAsync).Requires(Get).WithOffset(TopologyPath.LongestPage);
        queues.MapPost("", DeleteQueuesAsync).Requires(Modify);
        queues.MapGet("/{queue}", ShowQueueAsync).Requires(Get);
        queues.MapDelete("/{queue}/contents", PurgeQueueAsync).Requires(Modify);

        exchanges.MapPost("/{exchange}/binding", CreateBindingAsync).Requires(Modify);
        exchanges.MapGet("/{exchange}/binding", ListBindingsAsync).Requires(Get).WithOffset(TopologyPath.LongestPage);
        exchanges.MapDelete("/{exchange}/destination-type/{destination_type}/destination/{destination}/properties-key/{properties_key}/unbinding", DeleteBindingAsync).Requires(Modify);
    }

    /// <summary>200 without a body: clients refuse a 204 here (as real clients need it).</summary>
    private static async Task<Ok> CreateVhostAsync(string instance_id, WireBody<CreateVhostRequest> body, HttpContext http, VhostService vhosts, CancellationToken ct)
    {
        await vhosts.CreateAsync(http.Caller(), instance_id, body.Value.Name, ct);
        return TypedResults.Ok();
    }

    private static async Task<Ok<PageResponse<VhostBody>>> ListVhostsAsync(string instance_id, HttpContext http, VhostService vhosts, CancellationToken ct) =>
        TypedResults.Ok(TopologyPath.Page(http, await vhosts.ListAsync(http.Caller(), instance_id, ct), TopologyMap.ToBody));

    private static async Task<NoContent> DeleteVhostsAsync(string instance_id, WireBody<DeleteNamesRequest> body, HttpContext http, VhostService vhosts, CancellationToken ct)
    {
        await vhosts.DeleteAsync(http.Caller(), instance_id, body.Value.Name, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ExchangeBody>> CreateExchangeAsync(
        string instance_id, string vhost, WireBody<CreateExchangeRequest> body, HttpContext http, ExchangeService exchanges, CancellationToken ct)
    {
        var exchange = TopologyMap.ToExchange(body.Value, TopologyPath.Name(vhost));
        await exchanges.CreateAsync(http.Caller(), instance_id, exchange, ct);
        return TypedResults.Ok(TopologyMap.ToBody(exchange));
    }

    private static async Task<Ok<PageResponse<ExchangeBody>>> ListExchangesAsync(string instance_id, string vhost, HttpContext http, ExchangeService exchanges, CancellationToken ct) =>
        TypedResults.Ok(TopologyPath.Page(http, await exchanges.ListAsync(http.Caller(), instance_id, TopologyPath.Name(vhost), ct), TopologyMap.ToBody));

    private static async Task<NoContent> DeleteExchangesAsync(
        string instance_id, string vhost, WireBody<DeleteNamesRequest> body, HttpContext http, ExchangeService exchanges, CancellationToken ct)
    {
        await exchanges.DeleteAsync(http.Caller(), instance_id, TopologyPath.Name(vhost), body.Value.Name, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<CreateQueueRequest>> CreateQueueAsync(
        string instance_id, string vhost, WireBody<CreateQueueRequest> body, HttpContext http, QueueService queues, CancellationToken ct)
    {
        var order = TopologyMap.ToOrder(body.Value);
        await queues.CreateAsync(http.Caller(), instance_id, TopologyPath.Name(vhost), order, ct);
        return TypedResults.Ok(body.Value with { Durable = order.Durable, AutoDelete = order.AutoDelete });
    }

    private static async Task<Ok<PageResponse<QueueBody>>> ListQueuesAsync(string instance_id, string vhost, HttpContext http, QueueService queues, CancellationToken ct) =>
        TypedResults.Ok(TopologyPath.Page(http, await queues.ListAsync(http.Caller(), instance_id, TopologyPath.Name(vhost), ct), TopologyMap.ToBody));

    private static async Task<NoContent> DeleteQueuesAsync(
        string instance_id, string vhost, WireBody<DeleteNamesRequest> body, HttpContext http, QueueService queues, CancellationToken ct)
    {
        await queues.DeleteAsync(http.Caller(), instance_id, TopologyPath.Name(vhost), body.Value.Name, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<QueueDetailsResponse>> ShowQueueAsync(string instance_id, string vhost, string queue, HttpContext http, QueueService queues, CancellationToken ct) =>
        TypedResults.Ok(TopologyMap.ToResponse(await queues.ShowAsync(http.Caller(), instance_id, TopologyPath.Name(vhost), TopologyPath.Name(queue), ct)));

    private static async Task<NoContent> PurgeQueueAsync(string instance_id, string vhost, string queue, HttpContext http, QueueService queues, CancellationToken ct)
    {
        await queues.PurgeAsync(http.Caller(), instance_id, TopologyPath.Name(vhost), TopologyPath.Name(queue), ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<NewBindingBody>> CreateBindingAsync(
        string instance_id, string vhost, string exchange, WireBody<CreateBindingRequest> body, HttpContext http, BindingService bindings, CancellationToken ct)
    {
        var wanted = new Binding { Destination = body.Value.Destination ?? "", DestinationType = body.Value.DestinationType ?? "", RoutingKey = body.Value.RoutingKey ?? "" };
        var bound = await bindings.CreateAsync(http.Caller(), instance_id, TopologyPath.Name(vhost), TopologyPath.Name(exchange), wanted, ct);
        return TypedResults.Ok(new NewBindingBody { Source = bound.Source, DestinationType = bound.DestinationType, Destination = bound.Destination, RoutingKey = bound.RoutingKey });
    }

    private static async Task<Ok<PageResponse<BindingBody>>> ListBindingsAsync(
        string instance_id, string vhost, string exchange, HttpContext http, BindingService bindings, CancellationToken ct) =>
        TypedResults.Ok(TopologyPath.Page(http, await bindings.ListAsync(http.Caller(), instance_id, TopologyPath.Name(vhost), TopologyPath.Name(exchange), ct), TopologyMap.ToBody));

    private static async Task<NoContent> DeleteBindingAsync(
        string instance_id, string vhost, string exchange, string destination_type, string destination, string properties_key, HttpContext http, BindingService bindings, CancellationToken ct)
    {
        var binding = new Binding
        {
            Source = TopologyPath.Name(exchange),
            DestinationType = destination_type,
            Destination = TopologyPath.Name(destination),
            PropertiesKey = TopologyPath.Name(properties_key),
        };
        await bindings.DeleteAsync(http.Caller(), instance_id, TopologyPath.Name(vhost), binding, ct);
        return TypedResults.NoContent();
    }
}
