using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Instances;
using Warren.Engine.Security;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>The password of an instance's own user: changed by who knows the old one, reset by who may.</summary>
internal static class PasswordApi
{
    private const string Change = "dms:instance:modifyAuthInfo";
    private const string Reset = "dms:instance:resetAuthInfo";

    public static void MapPassword(this IEndpointRouteBuilder app) =>
        app.MapPost("/v2/{project_id}/instances/{instance_id}/password", SetAsync).Requires(Reset, Change);

    private static async Task<NoContent> SetAsync(
        string instance_id, WireBody<ResetPasswordRequest> body, HttpContext http, InstanceChanges changes, CancellationToken ct)
    {
        var old = body.Value.OldPassword is null ? null : new Secret(body.Value.OldPassword);
        await http.RequireAsync(old is null ? Reset : Change, instance_id);
        await changes.SetPasswordAsync(http.Caller(), instance_id, body.Value.NewPassword, old, ct);
        return TypedResults.NoContent();
    }
}
