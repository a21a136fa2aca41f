using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Neutron;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Neutron;

/// <summary>Discovery of the network service: its root /vpc/, its version, and its extensions (as real clients need it).</summary>
internal static class NeutronDiscoveryApi
{
    private static readonly string[] Collections = ["networks", "subnets", "routers", "security-groups", "security-group-rules", "ports", "floatingips"];

    // Only what is really there: clients switch things on by these names.
    private static readonly ExtensionBody[] Extensions =
    [
        Extension("router", "Neutron L3 Router", "VPCs as routers between networks."),
        Extension("external-net", "Neutron external network", "The network that floating addresses come from."),
        Extension("security-group", "security-group", "Security groups and their rules."),
    ];

    public static void MapNeutronDiscovery(this IEndpointRouteBuilder app)
    {
        app.MapGet("/vpc", Versions).AllowsAnyone();
        app.MapGet("/v2.0", Resources).RequiresAuthentication();
        app.MapGet("/v2.0/extensions", () => TypedResults.Ok(new ExtensionsResponse { Extensions = Extensions })).RequiresAuthentication();
        app.MapGet("/v2.0/extensions/{alias}", ShowExtension).RequiresAuthentication();
    }

    private static Ok<NeutronVersionsResponse> Versions(HttpRequest request, PublicAddress address) => TypedResults.Ok(new NeutronVersionsResponse
    {
        Versions = [new NeutronVersion { Id = "v2.0", Status = "CURRENT", Links = [new NeutronLink { Href = $"{address.Of(request)}/vpc/v2.0", Rel = "self" }] }],
    });

    private static Ok<NeutronResourcesResponse> Resources(HttpRequest request, PublicAddress address) => TypedResults.Ok(new NeutronResourcesResponse
    {
        Resources =
        [
            .. Collections.Select(c => new NeutronResource
            {
                Name = c[..^1],
                Collection = c,
                Links = [new NeutronLink { Href = $"{address.Of(request)}/vpc/v2.0/{c}", Rel = "self" }],
            }),
        ],
    });

    private static Ok<ExtensionResponse> ShowExtension(string alias) => TypedResults.Ok(new ExtensionResponse
    {
        Extension = Array.Find(Extensions, e => e.Alias == alias)
            ?? throw new NetworkException(NetworkFault.NotFound, NetworkKind.Network, $"There is no extension {alias}."),
    });

    private static ExtensionBody Extension(string alias, string name, string description) =>
        new() { Alias = alias, Name = name, Description = description, Updated = "2013-01-01T00:00:00Z", Links = [] };
}
