using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Iam.TemporaryKeys;
using Warren.Server.Http;

namespace Warren.Server.Iam.Administration;

/// <summary>Access keys: one's own, and with permission those of others; and temporary ones.</summary>
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
        app.MapPost("/v3.0/OS-CREDENTIAL/securitytokens", CreateTemporaryAsync).RequiresAuthentication();
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

    private static async Task<Created<SecurityTokenResponse>> CreateTemporaryAsync(
        WireBody<SecurityTokenRequest> body, HttpContext http, TokenService tokens, TemporaryKeyService keys, CancellationToken ct)
    {
        var identity = body.Value.Auth?.Identity ?? throw IamException.Invalid("auth.identity", "an object");
        if (identity.Methods is not ["token"])
        {
            throw identity.Methods is ["assume_role"]
                ? IamException.Forbidden("There are no agencies here, so auth.identity.methods cannot be [\"assume_role\"].")
                : IamException.Invalid("auth.identity.methods", "[\"token\"]");
        }

        // The token in the body, if there is one, else the one that the call was made with.
        var caller = identity.Token?.Id is { Length: > 0 } token ? await OwnTokenAsync(token, http.Caller(), tokens, ct) : http.Caller();
        var key = keys.Issue(caller, identity.Token?.DurationSeconds, identity.Policy?.GetRawText());
        return TypedResults.Created((string?)null, AdministrationMap.ToResponse(key));
    }

    private static async Task<Caller> OwnTokenAsync(string token, Caller caller, TokenService tokens, CancellationToken ct)
    {
        try
        {
            var subject = await tokens.CheckAsync(token, version: null, ct);
            return subject.UserId == caller.UserId && !caller.IsTemporary ? subject : throw IamException.Forbidden("auth.identity.token.id is another user's token.");
        }
        catch (WarrenException)
        {
            throw IamException.Invalid("auth.identity.token.id", "a token that is good");
        }
    }

    private static async Task<AccessKey> FindAsync(string access, string action, HttpContext http, AccessKeyAdministration keys, CancellationToken ct)
    {
        var key = await keys.FindAsync(http.Caller(), access, ct);
        await RequireUnlessOwnAsync(http, action, key.UserId);
        return key;
    }

    private static Task RequireUnlessOwnAsync(HttpContext http, string action, string userId) =>
        http.IsOwn(userId) ? Task.CompletedTask : http.RequireAsync(action);

    private static CredentialFields Fields(CredentialRequest request) => request.Credential ?? throw IamException.Invalid("credential", "an object");
}
