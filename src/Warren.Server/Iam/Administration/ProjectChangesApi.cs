using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Projects;
using Warren.Server.Http;

namespace Warren.Server.Iam.Administration;

/// <summary>Making, changing and deleting projects; reading them is in <see cref="ProjectsApi"/>.</summary>
internal static class ProjectChangesApi
{
    public static void MapProjectChanges(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v3/projects", CreateAsync).Requires("iam:projects:createProject");
        app.MapPatch("/v3/projects/{id}", UpdateAsync).Requires("iam:projects:updateProject");
        app.MapDelete("/v3/projects/{id}", DeleteAsync).Requires("iam:projects:deleteProject");
    }

    private static async Task<Created<ProjectResponse>> CreateAsync(WireBody<ProjectRequest> body, HttpContext http, ProjectChanges projects, PublicAddress address, CancellationToken ct)
    {
        var fields = Fields(body.Value);
        var project = await projects.CreateAsync(http.Caller(), fields.Name, fields.ParentId, fields.DomainId, fields.Description, ct);
        return TypedResults.Created((string?)null, new ProjectResponse { Project = IamMap.ToBody(project, address.Of(http.Request)) });
    }

    private static async Task<Ok<ProjectResponse>> UpdateAsync(
        string id, WireBody<ProjectRequest> body, HttpContext http, ProjectChanges projects, PublicAddress address, CancellationToken ct)
    {
        var fields = Fields(body.Value);
        var project = await projects.UpdateAsync(http.Caller(), id, fields.Name, fields.Description, fields.Enabled, ct);
        return TypedResults.Ok(new ProjectResponse { Project = IamMap.ToBody(project, address.Of(http.Request)) });
    }

    private static async Task<NoContent> DeleteAsync(string id, HttpContext http, ProjectChanges projects, CancellationToken ct)
    {
        await projects.DeleteAsync(http.Caller(), id, ct);
        return TypedResults.NoContent();
    }

    private static ProjectFields Fields(ProjectRequest request) => request.Project ?? throw IamException.Invalid("project", "an object");
}
