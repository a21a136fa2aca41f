using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Engine.Iam;
using Warren.Server.Http;

namespace Warren.Server.Iam;

/// <summary>The caller's projects and account (8.4 and 8.5 of the reference, what real clients need).</summary>
internal static class ProjectsApi
{
    public static void MapProjects(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v3/projects", ListAsync).RequiresAuthentication();
        app.MapGet("/v3/auth/projects", ListAsync).RequiresAuthentication();
        app.MapGet("/v3/projects/{id}", ShowAsync).RequiresAuthentication();
        app.MapGet("/v3/auth/domains", Domains).RequiresAuthentication();
    }

    private static async Task<Ok<ProjectsResponse>> ListAsync(
        string? name, string? enabled, HttpContext http, ProjectService projects, PublicAddress address, CancellationToken ct)
    {
        var url = address.Of(http.Request);
        var found = await projects.ListAsync(
            http.Caller(), string.IsNullOrEmpty(name) ? null : name, bool.TryParse(enabled, out var wanted) ? wanted : null, ct);
        return TypedResults.Ok(new ProjectsResponse
        {
            Projects = [.. found.Select(p => IamMap.ToBody(p, url))],
            Links = new ListLinks { Self = $"{url}{http.Request.Path}" },
        });
    }

    private static async Task<Ok<ProjectResponse>> ShowAsync(
        string id, HttpContext http, ProjectService projects, PublicAddress address, CancellationToken ct)
    {
        var project = await projects.FindAsync(http.Caller(), id, ct) ?? throw new SignInException(404, "The project does not exist.");
        return TypedResults.Ok(new ProjectResponse { Project = IamMap.ToBody(project, address.Of(http.Request)) });
    }

    private static Ok<DomainsResponse> Domains(HttpContext http, PublicAddress address)
    {
        var caller = http.Caller();
        var url = address.Of(http.Request);
        return TypedResults.Ok(new DomainsResponse
        {
            Domains =
            [
                new DomainBody
                {
                    Id = caller.AccountId,
                    Name = caller.AccountName,
                    Description = "",
                    Enabled = true,
                    Links = new ListLinks { Self = $"{url}/v3/domains/{caller.AccountId}" },
                },
            ],
            Links = new ListLinks { Self = $"{url}/v3/auth/domains" },
        });
    }
}
