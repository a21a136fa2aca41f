using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Neutron;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;
using Warren.Server.Network;

namespace Warren.Server.Neutron;

/// <summary>Networks of the neutron calls (as real clients need it).</summary>
internal static class NetworksApi
{
    public static void MapNetworks(this IEndpointRouteBuilder app)
    {
        var networks = app.MapGroup("/v2.0/networks");
        networks.MapPost("", CreateAsync).Requires("vpc:networks:create");
        networks.MapGet("", ListAsync).Requires("vpc:networks:list")
            .Paged("id", "name", "router:external", "shared", "tenant_id", "project_id");
        networks.MapGet("/{network_id}", ShowAsync).Requires("vpc:networks:get");
        networks.MapPut("/{network_id}", UpdateAsync).Requires("vpc:networks:update");
        networks.MapDelete("/{network_id}", DeleteAsync).Requires("vpc:networks:delete");
    }

    private static async Task<Created<NetworkResponse>> CreateAsync(WireBody<NetworkRequest> body, HttpContext http, NetworkService networks, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.Network, NetworkKind.Network, "network");
        var network = await networks.CreateNetworkAsync(http.Caller(), input.Name, input.Description, ct);
        return TypedResults.Created((string?)null, new NetworkResponse { Network = NeutronMap.ToBody(network) });
    }

    private static async Task<Ok<NetworksResponse>> ListAsync(HttpContext http, NetworkService networks, CancellationToken ct)
    {
        var page = http.Page(NetworkKind.Network);
        var filter = new NetworkFilter { Id = http.Text("id"), Name = http.Text("name"), External = http.Flag("router:external") ?? http.Flag("shared") };
        IReadOnlyList<Subnet> found = http.AsksForOthers() ? [] : await networks.ListNetworksAsync(http.Caller(), filter, page, ct);
        return TypedResults.Ok(new NetworksResponse
        {
            Networks = [.. found.Select(NeutronMap.ToBody)],
            NetworksLinks = NeutronPage.Links(found, page, n => n.Id, http),
        });
    }

    private static async Task<Ok<NetworkResponse>> ShowAsync(string network_id, HttpContext http, NetworkService networks, CancellationToken ct) =>
        TypedResults.Ok(new NetworkResponse { Network = NeutronMap.ToBody(await networks.FindNetworkAsync(http.Caller(), network_id, ct)) });

    private static async Task<Ok<NetworkResponse>> UpdateAsync(
        string network_id, WireBody<NetworkRequest> body, HttpContext http, NetworkService networks, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.Network, NetworkKind.Network, "network");
        var network = await networks.UpdateNetworkAsync(http.Caller(), network_id, input.Name, input.Description, ct);
        return TypedResults.Ok(new NetworkResponse { Network = NeutronMap.ToBody(network) });
    }

    private static async Task<NoContent> DeleteAsync(string network_id, HttpContext http, NetworkService networks, CancellationToken ct)
    {
        await networks.DeleteNetworkAsync(http.Caller(), network_id, ct);
        return TypedResults.NoContent();
    }
}
