using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V1;
using Warren.Engine.Errors;
using Warren.Engine.Instances;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>Tags, on the /v2 paths that clients of v1.0 call too (as real clients need it).</summary>
internal static class TagsApi
{
    public static void MapTags(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v2/{project_id}/rabbitmq/tags", ListProjectAsync).RequiresInHandler("dms:instance:list");
        app.MapGet("/v2/{project_id}/rabbitmq/{instance_id}/tags", ListAsync).Requires("dms:instance:get");
        app.MapPost("/v2/{project_id}/rabbitmq/{instance_id}/tags/action", ActAsync).Requires("dms:instance:modify");
    }

    private static async Task<Ok<ProjectTagsResponse>> ListProjectAsync(HttpContext http, TagService tags, CancellationToken ct) =>
        TypedResults.Ok(new ProjectTagsResponse
        {
            Tags = [.. (await tags.ListProjectAsync(http.Caller(), await http.EnterpriseProjectsAsync("dms:instance:list"), ct)).Select(t => new ProjectTag { Key = t.Key, Values = t.Values })],
        });

    private static async Task<Ok<TagsResponse>> ListAsync(string instance_id, HttpContext http, TagService tags, CancellationToken ct) =>
        TypedResults.Ok(new TagsResponse
        {
            Tags = [.. (await tags.ListAsync(http.Caller(), instance_id, ct)).Select(t => new Tag { Key = t.Key, Value = t.Value })],
        });

    private static async Task<NoContent> ActAsync(
        string instance_id, WireBody<TagsActionRequest> body, HttpContext http, TagService tags, CancellationToken ct)
    {
        var given = body.Value.Tags?.Select(t => (t?.Key, t?.Value)).ToList() ?? [];
        if (given.Count == 0)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "tags", "at least one tag");
        }

        await (body.Value.Action switch
        {
            "create" => tags.AddAsync(http.Caller(), instance_id, given, ct),
            "delete" => tags.RemoveAsync(http.Caller(), instance_id, given, ct),
            _ => throw new WarrenException(DmsErrors.ParameterInvalid, "action", "create or delete"),
        });
        return TypedResults.NoContent();
    }
}
