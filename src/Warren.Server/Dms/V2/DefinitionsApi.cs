using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Topology;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>
/// What an instance's broker defines, to take along or bring in. Warren's own path. It carries hashes of passwords and makes users, so it needs the permission of
/// resetting a password; bringing in needs that of modifying too.
/// </summary>
internal static class DefinitionsApi
{
    private const string Reset = "dms:instance:resetAuthInfo";

    public static void MapDefinitions(this IEndpointRouteBuilder app)
    {
        var definitions = app.MapGroup("/v2/{project_id}/instances/{instance_id}/definitions");
        definitions.MapGet("", ExportAsync).Requires(Reset).Produces<DefinitionsBody>();
        definitions.MapPost("", ImportAsync).Requires(Reset);
    }

    private static async Task<ContentHttpResult> ExportAsync(string instance_id, HttpContext http, DefinitionService definitions, CancellationToken ct) =>
        TypedResults.Text(await definitions.ExportAsync(http.Caller(), instance_id, ct), "application/json");

    private static async Task<Ok<JobResponse>> ImportAsync(string instance_id, WireBody<DefinitionsBody> body, HttpContext http, DefinitionService definitions, CancellationToken ct)
    {
        await http.RequireAsync("dms:instance:modify", instance_id);
        var lists = new JsonObject((body.Value.Lists ?? []).Select(l => KeyValuePair.Create(l.Key, JsonSerializer.SerializeToNode(l.Value))));
        return TypedResults.Ok(new JobResponse { JobId = await definitions.ImportAsync(http.Caller(), instance_id, lists, ct) });
    }
}
