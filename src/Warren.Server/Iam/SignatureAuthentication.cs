using Microsoft.AspNetCore.Http.Features;
using Warren.Contract.Signing;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Lockout;
using Warren.Engine.Iam.TemporaryKeys;
using Warren.Engine.Security;
using Warren.Server.Http;

namespace Warren.Server.Iam;

/// <summary>Proves who signed a request (as real clients need it), over the path and query as they were received.</summary>
internal static class SignatureAuthentication
{
    private const string ProjectHeader = "X-Project-Id";
    private const string SecurityTokenHeader = "X-Security-Token";

    /// <summary>Whether the request is signed at all.</summary>
    public static bool IsSigned(HttpRequest request) => AuthorizationHeader.IsSignature(request.Headers.Authorization.ToString());

    /// <exception cref="SignatureException">The signature does not hold; the reason says why.</exception>
    public static async Task<Caller> AuthenticateAsync(HttpContext http)
    {
        var services = http.RequestServices;
        if (!AuthorizationHeader.TryParse(http.Request.Headers.Authorization.ToString(), out var authorization, out var reason))
        {
            throw new SignatureException(reason ?? "the Authorization header cannot be read");
        }

        var caller = http.Request.Headers[SecurityTokenHeader].ToString() is { Length: > 0 } securityToken
            ? await ProveTemporaryAsync(http, authorization!, securityToken)
            : await ProveAsync(http, authorization!);

        // The project may be named by a header that was added after signing; it is checked against the signer's account either way.
        var project = http.Request.Headers[ProjectHeader].ToString() is { Length: > 0 } named ? named : http.GetRouteValue("project_id") as string;
        if (project is null)
        {
            return caller;
        }

        return services.GetRequiredService<RememberedCallers>().TryProject(caller, project, http.StoreVersion(), out var known)
            ? known
            : await services.GetRequiredService<AccessKeyService>().InProjectAsync(caller, project, http.StoreVersion(), http.RequestAborted);
    }

    private static async Task<Caller> ProveAsync(HttpContext http, AuthorizationHeader authorization)
    {
        var ct = http.RequestAborted;
        var source = http.Source();
        var services = http.RequestServices;
        var isKnown = services.GetRequiredService<RememberedCallers>().TrySigner(authorization.AccessKey, source, http.StoreVersion(), out var known);
        if ((isKnown ? known : await services.GetRequiredService<AccessKeyService>().FindAsync(authorization.AccessKey, source, http.StoreVersion(), ct)) is not { } signer)
        {
            throw new SignatureException("the access key does not exist or is not active");
        }

        if (signer.LockedUntil is { } until)
        {
            throw new SignatureException($"AK access failed to reach the limit: the key is locked for this address until {until:yyyy-MM-dd'T'HH:mm:ss'Z'}", signer.Caller);
        }

        var verdict = await VerifyAsync(http, authorization, signer.Secret);
        if (!verdict.IsValid)
        {
            if (verdict.Result == SignatureResult.Mismatch)
            {
                await services.GetRequiredService<ProofLocks>().FailedAsync(authorization.AccessKey, source, signer.User, ct);
            }

            throw new SignatureException($"verify aksk signature fail: {verdict.Reason}", signer.Caller);
        }

        if (signer.HasFailures)
        {
            await services.GetRequiredService<ProofLocks>().SucceededAsync(authorization.AccessKey, source, ct);
        }

        return signer.Caller;
    }

    /// <summary>No lock here: the security token is encrypted, so nobody can guess at the secret inside of it.</summary>
    private static async Task<Caller> ProveTemporaryAsync(HttpContext http, AuthorizationHeader authorization, string securityToken)
    {
        var keys = http.RequestServices.GetRequiredService<TemporaryKeyService>();
        if (await keys.FindAsync(authorization.AccessKey, securityToken, http.RequestAborted) is not { } signer)
        {
            throw new SignatureException("the temporary access key and X-Security-Token do not belong together, or are not good any more");
        }

        var verdict = await VerifyAsync(http, authorization, signer.Secret);
        return verdict.IsValid ? signer.Caller : throw new SignatureException($"verify aksk signature fail: {verdict.Reason}", signer.Caller);
    }

    private static async Task<SignatureVerdict> VerifyAsync(HttpContext http, AuthorizationHeader authorization, Secret secret) =>
        SignatureCheck.Verify(await ReadAsync(http), authorization, secret.Reveal(), http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());

    private static async Task<SignedRequest> ReadAsync(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var body = buffer.ToArray();
        http.Request.Body = new MemoryStream(body, writable: false); // for whoever reads it next
        var (path, query) = SignedRequest.SplitTarget(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        return new SignedRequest
        {
            Method = http.Request.Method,
            RawPath = path,
            RawQuery = query,
            Headers = new RequestHeaders(http.Request.Headers.Select(h => KeyValuePair.Create(h.Key, (IEnumerable<string>)h.Value.OfType<string>()))),
            Body = body,
        };
    }
}
