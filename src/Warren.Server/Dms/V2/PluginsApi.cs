using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Plugins;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>Plugins of an instance's broker.</summary>
internal static class PluginsApi
{
    public static void MapPlugins(this IEndpointRouteBuilder app)
    {
        var plugins = app.MapGroup("/v2/{project_id}/instances/{instance_id}/rabbitmq/plugins");
        plugins.MapGet("", ListAsync).Requires("dms:instance:get");
        plugins.MapPut("", ChangeAsync).Requires("dms:instance:modify");
    }

    private static async Task<Ok<PluginsResponse>> ListAsync(string instance_id, HttpContext http, PluginService service, CancellationToken ct)
    {
        var (plugins, changing) = await service.ListAsync(http.Caller(), instance_id, ct);
        return TypedResults.Ok(new PluginsResponse
        {
            PluginsModifying = changing,
            Plugins = [.. plugins.Select(p => new PluginBody { Name = p.Name, Enable = p.Enabled, Running = p.Running, Version = p.Version })],
        });
    }

    private static async Task<Ok<JobResponse>> ChangeAsync(string instance_id, WireBody<UpdatePluginsRequest> body, HttpContext http, PluginService service, CancellationToken ct) =>
        TypedResults.Ok(new JobResponse { JobId = await service.ChangeAsync(http.Caller(), instance_id, body.Value.Enable, body.Value.Plugins, ct) });
}
