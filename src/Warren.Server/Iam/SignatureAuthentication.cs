using Microsoft.AspNetCore.Http.Features;
using Warren.Contract.Signing;
using Warren.Engine.Iam;

namespace Warren.Server.Iam;

/// <summary>Proves who signed a request (as real clients need it), over the path and query as they were received.</summary>
internal static class SignatureAuthentication
{
    private const string ProjectHeader = "X-Project-Id";

    /// <summary>Whether the request is signed at all.</summary>
    public static bool IsSigned(HttpRequest request) => AuthorizationHeader.IsSignature(request.Headers.Authorization.ToString());

    /// <exception cref="SignatureException">The signature does not hold; the reason says why.</exception>
    public static async Task<Caller> AuthenticateAsync(HttpContext http, AccessKeyService keys, TimeProvider clock)
    {
        if (!AuthorizationHeader.TryParse(http.Request.Headers.Authorization.ToString(), out var authorization, out var reason))
        {
            throw new SignatureException(reason ?? "the Authorization header cannot be read");
        }

        var found = await keys.FindAsync(authorization!.AccessKey, http.RequestAborted);
        if (found is not { } signer)
        {
            throw new SignatureException("the access key does not exist or is not active");
        }

        var verdict = SignatureCheck.Verify(await ReadAsync(http), authorization, signer.Secret.Reveal(), clock.GetUtcNow());
        if (!verdict.IsValid)
        {
            throw new SignatureException($"verify aksk signature fail: {verdict.Reason}");
        }

        // The project may be named by a header that was added after signing; it is checked against the signer's account either way.
        var project = http.Request.Headers[ProjectHeader].ToString() is { Length: > 0 } named ? named : http.GetRouteValue("project_id") as string;
        return project is null ? signer.Caller : await keys.InProjectAsync(signer.Caller, project, http.RequestAborted);
    }

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
