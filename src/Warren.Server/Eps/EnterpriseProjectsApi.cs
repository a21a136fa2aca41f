using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Eps;
using Warren.Contract.Neutron;
using Warren.Engine.EnterpriseProjects;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Eps;

/// <summary>Enterprise projects (as real clients need it). They belong to accounts, so a token of any scope does.</summary>
internal static class EnterpriseProjectsApi
{
    public static void MapEnterpriseProjects(this IEndpointRouteBuilder app)
    {
        app.MapGet("/eps", Versions).AllowsAnyone();

        var projects = app.MapGroup("/v1.0/enterprise-projects");
        projects.MapGet("", ListAsync).Requires("eps:enterpriseProjects:list")
            .WithQuery("id", "id of one")
            .WithQuery("name", "part of the name, in any case")
            .WithQuery("status", "1: enabled, 2: disabled")
            .WithQuery("type", "prod or poc")
            .WithQuery("sort_key", "created_at, the default, updated_at or name")
            .WithQuery("sort_dir", "desc, the default, or asc")
            .WithQuery("offset", "rows to pass over; default 0")
            .WithQuery("limit", "rows at most, 1 to 1000, which is the default");
        projects.MapPost("", CreateAsync).Requires("eps:enterpriseProjects:create");
        projects.MapGet("/{enterprise_project_id}", ShowAsync).Requires("eps:enterpriseProjects:get");
        projects.MapPut("/{enterprise_project_id}", UpdateAsync).Requires("eps:enterpriseProjects:update");
        projects.MapPost("/{enterprise_project_id}/action", SwitchAsync).Requires("eps:enterpriseProjects:enable");
        projects.MapEnterpriseResources();
    }

    private static Ok<EpsVersionsResponse> Versions(HttpRequest request, PublicAddress address) => TypedResults.Ok(new EpsVersionsResponse
    {
        Versions =
        [
            new EpsVersion
            {
                Id = "v1.0",
                Status = "CURRENT",
                Updated = "2018-05-30T00:00:00Z",
                Links = [new NeutronLink { Href = $"{address.Of(request)}/eps/v1.0", Rel = "self" }],
            },
        ],
    });

    private static async Task<Ok<EnterpriseProjectsResponse>> ListAsync(HttpContext http, EnterpriseProjectService projects, CancellationToken ct)
    {
        var (page, total) = await projects.ListAsync(http.Caller(), EnterpriseProjectMap.ToFilter(http), ct);
        return TypedResults.Ok(new EnterpriseProjectsResponse { EnterpriseProjects = [.. page.Select(EnterpriseProjectMap.ToBody)], TotalCount = total });
    }

    private static async Task<Created<EnterpriseProjectResponse>> CreateAsync(
        WireBody<EnterpriseProjectRequest> body, HttpContext http, EnterpriseProjectService projects, CancellationToken ct)
    {
        var project = await projects.CreateAsync(http.Caller(), body.Value.Name, body.Value.Description, body.Value.Type, ct);
        return TypedResults.Created((string?)null, new EnterpriseProjectResponse { EnterpriseProject = EnterpriseProjectMap.ToBody(project) });
    }

    private static async Task<Ok<EnterpriseProjectResponse>> ShowAsync(
        string enterprise_project_id, HttpContext http, EnterpriseProjectService projects, CancellationToken ct) =>
        TypedResults.Ok(new EnterpriseProjectResponse { EnterpriseProject = EnterpriseProjectMap.ToBody(await projects.FindAsync(http.Caller(), enterprise_project_id, ct)) });

    private static async Task<Ok<EnterpriseProjectResponse>> UpdateAsync(
        string enterprise_project_id, WireBody<EnterpriseProjectRequest> body, HttpContext http, EnterpriseProjectService projects, CancellationToken ct)
    {
        var project = await projects.UpdateAsync(http.Caller(), enterprise_project_id, body.Value.Name, body.Value.Description, ct);
        return TypedResults.Ok(new EnterpriseProjectResponse { EnterpriseProject = EnterpriseProjectMap.ToBody(project) });
    }

    private static async Task<NoContent> SwitchAsync(
        string enterprise_project_id, WireBody<EnterpriseProjectActionRequest> body, HttpContext http, EnterpriseProjectService projects, CancellationToken ct)
    {
        var enable = body.Value.Action switch
        {
            "enable" => true,
            "disable" => false,
            _ => throw new NetworkException(NetworkFault.Invalid, NetworkKind.EnterpriseProject, "action must be enable or disable."),
        };
        await projects.SwitchAsync(http.Caller(), enterprise_project_id, enable, ct);
        return TypedResults.NoContent();
    }
}
