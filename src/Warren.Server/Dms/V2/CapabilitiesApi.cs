using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Runtimes;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>What this installation can do, for the console and for those who wonder why a rule has no effect.</summary>
internal static class CapabilitiesApi
{
    public static void MapCapabilities(this IEndpointRouteBuilder app) =>
        app.MapGet("/v2/{project_id}/capabilities", Show).Requires("dms:instance:list");

    private static Ok<CapabilitiesResponse> Show(IBrokerRuntime runtime) => TypedResults.Ok(new CapabilitiesResponse
    {
        Runtime = runtime.Name,
        MaxNodes = runtime.Capabilities.MaxNodes,
        Tls = runtime.Capabilities.Tls,
        PublicAccess = runtime.Capabilities.PublicAccess,
        SecurityGroups = runtime.Capabilities.SecurityGroups,
        Bandwidth = runtime.Capabilities.Bandwidth,
    });
}
