using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Eps;
using Warren.Engine.EnterpriseProjects;
using Warren.Engine.Iam;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Eps;

/// <summary>Resources of enterprise projects (as real clients need it).</summary>
internal static class EnterpriseResourcesApi
{
    private const string UnknownType = "EPS.0002";

    public static void MapEnterpriseResources(this IEndpointRouteBuilder projects)
    {
        projects.MapPost("/{enterprise_project_id}/resources-migrate", MigrateAsync).Requires("eps:resources:add");
        projects.MapPost("/{enterprise_project_id}/resources/filter", FilterAsync).Requires("eps:resources:list");
    }

    private static async Task<NoContent> MigrateAsync(
        string enterprise_project_id, WireBody<MigrateResourceRequest> body, HttpContext http, EnterpriseResourceService resources, CancellationToken ct)
    {
        var request = body.Value;
        await resources.MigrateAsync(http.Caller(), enterprise_project_id, request.ProjectId, request.ResourceType, request.ResourceId, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ResourcesResponse>> FilterAsync(
        string enterprise_project_id, WireBody<FilterResourcesRequest> body, HttpContext http, EnterpriseResourceService resources, ProjectService projects, CancellationToken ct)
    {
        var request = body.Value;
        var skip = EpsQuery.InRange(request.Offset, "offset", 0, int.MaxValue) ?? 0;
        var take = EpsQuery.InRange(request.Limit, "limit", 1, EnterpriseProjectFilter.LongestPage) ?? EnterpriseProjectFilter.LongestPage;
        List<string> types = [.. (request.ResourceTypes ?? []).OfType<string>()];
        var name = request.Matches?.FirstOrDefault(m => m?.Key == "resource_name")?.Value;
        var found = await resources.ListAsync(
            http.Caller(), enterprise_project_id, [.. (request.Projects ?? []).OfType<string>()], [.. types.Where(ResourceTypes.All.Contains)], name, ct);
        var names = (await projects.ListAsync(http.Caller(), name: null, enabled: null, ct)).ToDictionary(p => p.Id, p => p.Name, StringComparer.Ordinal);
        return TypedResults.Ok(new ResourcesResponse
        {
            Resources = [.. found.Skip(skip).Take(take).Select(r => EnterpriseProjectMap.ToBody(r, names))],
            Errors =
            [
                .. types.Where(t => !ResourceTypes.All.Contains(t)).Select(t => new ResourceError
                {
                    ErrorCode = UnknownType,
                    ErrorMsg = $"resource_types can be {string.Join(", ", ResourceTypes.All)}.",
                    ProjectId = "",
                    ResourceType = t,
                }),
            ],
            TotalCount = found.Count,
        });
    }
}
