using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Compute;
using Warren.Server.Hosting;
using Warren.Server.Iam;

namespace Warren.Server.Compute;

/// <summary>The one compute call that clients of DMS need: the zones by their names (as real clients need it).</summary>
internal static class ComputeApi
{
    public static void MapCompute(this IEndpointRouteBuilder app) =>
        app.MapGet("/v2.1/{project_id}/os-availability-zone", Zones).Requires("ecs:availabilityZones:list");

    private static Ok<AvailabilityZonesResponse> Zones(InstallationFacts facts) => TypedResults.Ok(new AvailabilityZonesResponse
    {
        ZoneInfos = [.. facts.Zones.Select(z => new ZoneInfo { ZoneName = z.Code, ZoneState = new ZoneState { Available = true }, Hosts = null })],
    });
}
