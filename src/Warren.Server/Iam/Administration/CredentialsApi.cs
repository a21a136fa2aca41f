using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Engine.Iam;
using Warren.Server.Http;

namespace Warren.Server.Iam.Administration;

/// <summary>Access keys: one's own, and with permission those of others.</summary>
internal static class CredentialsApi
{
    public static void MapCredentials(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/v3.0/OS-CREDENTIAL/credentials");
        keys.MapPost("", CreateAsync).RequiresAuthentication();
        keys.MapGet("", ListAsync).RequiresAuthentication();
        keys.MapGet("/{access}", ShowAsync).RequiresAuthentication();
        keys.MapPut("/{access}", UpdateAsync).RequiresAuthentication();
        keys.MapDelete("/{access}", DeleteAsync).RequiresAuthentication();
    }

    private static async Task<Created<CredentialResponse>> CreateAsync(WireBody<CredentialRequest> body, HttpContext http, AccessKeyAdministration keys, CancellationToken ct)
    {
        var fields = Fields(body.Value);
        var userId = string.IsNullOrEmpty(fields.UserId) ? http.Caller().UserId : fields.UserId;
        await RequireUnlessOwnAsync(http, "iam:credentials:createCredential", userId);
        var (key, secret) = await keys.CreateAsync(http.Caller(), userId, fields.Description, ct);
        return TypedResults.Created((string?)null, new CredentialResponse { Credential = AdministrationMap.ToBody(key, secret.Reveal()) });
    }

    private static async Task<Ok<CredentialsResponse>> ListAsync(string? user_id, HttpContext http, AccessKeyAdministration keys, CancellationToken ct)
    {
        var userId = string.IsNullOrEmpty(user_id) ? http.Caller().UserId : user_id;
        await RequireUnlessOwnAsync(http, "iam:credentials:listCredentials", userId);
        return TypedResults.Ok(new CredentialsResponse { Credentials = [.. (await keys.ListAsync(http.Caller(), userId, ct)).Select(k => AdministrationMap.ToBody(k))] });
    }

    private static async Task<Ok<CredentialResponse>> ShowAsync(string access, HttpContext http, AccessKeyAdministration keys, CancellationToken ct)
    {
        var key = await FindAsync(access, "iam:credentials:getCredential", http, keys, ct);
        return TypedResults.Ok(new CredentialResponse { Credential = AdministrationMap.ToBody(key) });
    }

    private static async Task<Ok<CredentialResponse>> UpdateAsync(
        string access, WireBody<CredentialRequest> body, HttpContext http, AccessKeyAdministration keys, CancellationToken ct)
    {
        var key = await FindAsync(access, "iam:credentials:updateCredential", http, keys, ct);
        var fields = Fields(body.Value);
        return TypedResults.Ok(new CredentialResponse { Credential = AdministrationMap.ToBody(await keys.UpdateAsync(http.Caller(), key.Id, fields.Status, fields.Description, ct)) });
    }

    private static async Task<NoContent> DeleteAsync(string access, HttpContext http, AccessKeyAdministration keys, CancellationToken ct)
    {
        var key = await FindAsync(access, "iam:credentials:deleteCredential", http, keys, ct);
        await keys.DeleteAsync(http.Caller(), key.Id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<AccessKey> FindAsync(string access, string action, HttpContext http, AccessKeyAdministration keys, CancellationToken ct)
    {
        var key = await keys.FindAsync(http.Caller(), access, ct);
        await RequireUnlessOwnAsync(http, action, key.UserId);
        return key;
    }

    private static Task RequireUnlessOwnAsync(HttpContext http, string action, string userId) =>
        userId == http.Caller().UserId ? Task.CompletedTask : http.RequireAsync(action);

    private static CredentialFields Fields(CredentialRequest request) => request.Credential ?? throw IamException.Invalid("credential", "an object");
}
