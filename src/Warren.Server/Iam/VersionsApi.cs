using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Server.Http;

namespace Warren.Server.Iam;

/// <summary>Discovery of the identity service: GET / and GET /v3 (as real clients need it).</summary>
internal static class VersionsApi
{
    public static void MapVersions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", Versions).AllowsAnyone();
        app.MapGet("/v3", Version).AllowsAnyone();
    }

    private static Ok<VersionsResponse> Versions(HttpRequest request, PublicAddress address) =>
        TypedResults.Ok(new VersionsResponse { Versions = new VersionValues { Values = [Current(address.Of(request))] } });

    private static Ok<VersionResponse> Version(HttpRequest request, PublicAddress address) =>
        TypedResults.Ok(new VersionResponse { Version = Current(address.Of(request)) });

    private static VersionBody Current(string publicUrl) => new()
    {
        Id = "v3.6",
        Status = "stable",
        Updated = "2016-04-04T00:00:00Z",
        Links = [new VersionLink { Rel = "self", Href = $"{publicUrl}/v3/" }],
        MediaTypes = [new MediaType { Base = "application/json", Type = "application/vnd.openstack.identity-v3+json" }],
    };
}
