using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Errors;
using Warren.Engine.Topology;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>Users of an instance's broker. Who makes one can read and write messages with it, so that needs the permission of resetting a password.</summary>
internal static class BrokerUsersApi
{
    private const string Reset = "dms:instance:resetAuthInfo";

    public static void MapBrokerUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/v2/{project_id}/instances/{instance_id}/users");
        users.MapPost("", CreateAsync).Requires(Reset);
        users.MapGet("", ListAsync).Requires("dms:instance:get").WithOffset(TopologyPath.LongestPage);
        users.MapPut("/{user_name}", UpdateAsync).Requires(Reset);
        users.MapDelete("/{user_name}", DeleteAsync).Requires(Reset);
    }

    private static async Task<Ok<BrokerUserBody>> CreateAsync(string instance_id, WireBody<BrokerUserRequest> body, HttpContext http, BrokerUserService users, CancellationToken ct)
    {
        var permissions = Permissions(body.Value.Vhosts ?? []);
        await users.CreateAsync(http.Caller(), instance_id, body.Value.AccessKey, body.Value.SecretKey, permissions, ct);
        return TypedResults.Ok(ToBody(new BrokerUser(body.Value.AccessKey!, permissions)));
    }

    private static async Task<Ok<BrokerUsersResponse>> ListAsync(string instance_id, HttpContext http, BrokerUserService users, CancellationToken ct)
    {
        var page = TopologyPath.Page(http, await users.ListAsync(http.Caller(), instance_id, ct), ToBody);
        return TypedResults.Ok(new BrokerUsersResponse { Total = page.Total, Users = page.Items });
    }

    private static async Task<Ok<BrokerUserBody>> UpdateAsync(
        string instance_id, string user_name, WireBody<BrokerUserRequest> body, HttpContext http, BrokerUserService users, CancellationToken ct)
    {
        var permissions = body.Value.Vhosts is null ? null : Permissions(body.Value.Vhosts);
        return TypedResults.Ok(ToBody(await users.UpdateAsync(http.Caller(), instance_id, user_name, body.Value.SecretKey, permissions, ct)));
    }

    private static async Task<NoContent> DeleteAsync(string instance_id, string user_name, HttpContext http, BrokerUserService users, CancellationToken ct)
    {
        await users.DeleteAsync(http.Caller(), instance_id, user_name, ct);
        return TypedResults.NoContent();
    }

    /// <exception cref="WarrenException">ParameterInvalid naming the field.</exception>
    private static List<BrokerPermission> Permissions(IReadOnlyList<BrokerPermissionFields?> fields) =>
        [.. fields.Select(f => new BrokerPermission(Given(f?.Vhost, "vhost"), Given(f?.Conf, "conf"), Given(f?.Write, "write"), Given(f?.Read, "read")))];

    /// <summary>An empty pattern allows nothing, which can be meant; an absent one is a mistake.</summary>
    private static string Given(string? value, string field) => value ?? throw new WarrenException(DmsErrors.ParameterInvalid, $"vhosts.{field}", "a text");

    private static BrokerUserBody ToBody(BrokerUser user) => new()
    {
        AccessKey = user.Name,
        Vhosts = [.. user.Permissions.Select(p => new BrokerPermissionFields { Vhost = p.Vhost, Conf = p.Configure, Write = p.Write, Read = p.Read })],
    };
}
