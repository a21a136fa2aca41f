using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Engine.Audit;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Access;
using Warren.Engine.Iam.Keystone;
using Warren.Server.Audit;
using Warren.Server.Hosting;
using Warren.Server.Http;

namespace Warren.Server.Iam;

/// <summary>/v3/auth: tokens, and what a caller can reach with one (as real clients need it).</summary>
internal static class TokensApi
{
    public const string SubjectHeader = "X-Subject-Token";

    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v3/auth/tokens", IssueAsync).AllowsAnyone().LimitsSignIns();
        app.MapMethods("/v3/auth/tokens", ["GET", "HEAD"], ShowAsync).RequiresAuthentication();
        app.MapDelete("/v3/auth/tokens", RevokeAsync).RequiresAuthentication();
        app.MapGet("/v3/auth/catalog", Catalog).RequiresAuthentication();
    }

    private static async Task<Created<TokenResponse>> IssueAsync(
        WireBody<TokenRequest> body, string? nocatalog, HttpContext http, TokenService tokens, AuthorizationService authorization,
        PublicAddress address, InstallationFacts facts, CancellationToken ct)
    {
        var (token, caller) = await tokens.IssueAsync(IamMap.ToSignIn(body.Value) with { Source = http.Source() }, ct);
        http.AuditAs(AuditSubject.Of(caller));
        http.Response.Headers[SubjectHeader] = token;
        var catalog = nocatalog is null ? ServiceCatalog.For(address.Of(http.Request), facts.Region, caller.ProjectId) : null;
        return TypedResults.Created((string?)null, new TokenResponse { Token = IamMap.ToTokenBody(caller, await authorization.RolesAsync(caller, ct), catalog) });
    }

    private static async Task<Ok<TokenResponse>> ShowAsync(
        HttpContext http, TokenCheck tokens, AuthorizationService authorization, PublicAddress address, InstallationFacts facts, CancellationToken ct)
    {
        var (token, subject) = await SubjectAsync(http, tokens, ct);
        http.Response.Headers[SubjectHeader] = token;
        var catalog = ServiceCatalog.For(address.Of(http.Request), facts.Region, subject.ProjectId);
        return TypedResults.Ok(new TokenResponse { Token = IamMap.ToTokenBody(subject, await authorization.RolesAsync(subject, ct), catalog) });
    }

    private static async Task<NoContent> RevokeAsync(HttpContext http, TokenService tokens, TokenCheck check, CancellationToken ct)
    {
        var (_, subject) = await SubjectAsync(http, check, ct);
        if (subject.FederatedRoles is not null)
        {
            throw new SignInException(403, "A token of Keystone's is revoked at Keystone.");
        }

        await tokens.RevokeAsync(subject.Token!, ct);
        return TypedResults.NoContent();
    }

    private static Ok<CatalogResponse> Catalog(HttpContext http, PublicAddress address, InstallationFacts facts)
    {
        var url = address.Of(http.Request);
        return TypedResults.Ok(new CatalogResponse
        {
            Catalog = ServiceCatalog.For(url, facts.Region, http.Caller().ProjectId),
            Links = new ListLinks { Self = $"{url}/v3/auth/catalog" },
        });
    }

    /// <summary>The token in X-Subject-Token; one's own, or one of the same account. Any other is unknown.</summary>
    private static async Task<(string Token, Caller Subject)> SubjectAsync(HttpContext http, TokenCheck tokens, CancellationToken ct)
    {
        var token = http.Request.Headers[SubjectHeader].ToString();
        if (token.Length == 0)
        {
            throw new SignInException(400, "The header X-Subject-Token is missing.");
        }

        var caller = http.Caller();
        try
        {
            var subject = await tokens.CheckAsync(token, version: null, ct);
            if (subject.UserId == caller.UserId || (subject.AccountId == caller.AccountId && caller.IsAccountOwner))
            {
                return (token, subject);
            }
        }
        catch (WarrenException e) when (e.Code != DmsErrors.Unavailable)
        {
            // the same answer as for a foreign one
        }

        throw new SignInException(404, "The token in X-Subject-Token is not valid.");
    }
}
