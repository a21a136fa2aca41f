using System.Security.Cryptography;

namespace Warren.Contract.Signing;

/// <summary>
/// Decides whether a request was signed with a secret. Sources: the signers of the public SDKs; the window is that of the public
/// documentation of AK/SK authentication.
/// </summary>
public static class SignatureCheck
{
    /// <summary>How far X-Sdk-Date may be from our clock, either way; exactly this far is still good.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Checks the date first, then the signature, over each way in which clients are known to read the same request.</summary>
    /// <param name="request">The request as received.</param>
    /// <param name="authorization">Its Authorization header.</param>
    /// <param name="secret">The secret that belongs to the access key named there.</param>
    /// <param name="now">The server's time.</param>
    /// <param name="forwardedHost">
    /// The host that the client called, as told by a trusted proxy that rewrites Host (X-Forwarded-Host); tried second. Default: none.
    /// </param>
    public static SignatureVerdict Verify(
        SignedRequest request, AuthorizationHeader authorization, string secret, DateTimeOffset now, string? forwardedHost = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        return CheckDate(request, authorization, now, out var date)
            ?? CheckHeaders(request, authorization)
            ?? CheckSignature(request, authorization, secret, date, forwardedHost);
    }

    private static SignatureVerdict? CheckDate(SignedRequest request, AuthorizationHeader authorization, DateTimeOffset now, out string date)
    {
        date = "";
        var dates = request.Headers.Lines(SignatureNames.DateHeader);
        if (dates.Length == 0)
        {
            return new(SignatureResult.MissingDate, $"the request has no {SignatureNames.DateHeader} header");
        }

        date = dates[0].Trim();
        if (dates.Length > 1 || !SigningDate.TryParse(date, out var signedAt))
        {
            return new(SignatureResult.MalformedDate, $"{SignatureNames.DateHeader} must be one date of the form yyyyMMddTHHmmssZ");
        }

        if (!authorization.SignedHeaders.Contains(SignatureNames.DateHeader, StringComparer.OrdinalIgnoreCase))
        {
            return new(SignatureResult.DateNotSigned, $"SignedHeaders must name {SignatureNames.DateHeader}");
        }

        if ((now - signedAt).Duration() > Window)
        {
            return new(
                SignatureResult.Stale,
                $"{SignatureNames.DateHeader} is more than {Window.TotalMinutes:0} minutes from {SigningDate.Format(now)}, the time here");
        }

        return authorization.Scope is { } scope && !date.StartsWith(scope.Date, StringComparison.Ordinal)
            ? new(SignatureResult.WrongScope, $"the date in Credential is not the day of {SignatureNames.DateHeader}")
            : null;
    }

    private static SignatureVerdict? CheckHeaders(SignedRequest request, AuthorizationHeader authorization)
    {
        foreach (var name in authorization.SignedHeaders)
        {
            if (request.Headers.Lines(name).Length == 0)
            {
                return new(SignatureResult.MissingSignedHeader, $"the header {name} was signed but did not arrive");
            }
        }

        return CanonicalPayload.BodyMatches(request)
            ? null
            : new(SignatureResult.WrongBodyHash, $"{SignatureNames.ContentHashHeader} is not the hash of the body");
    }

    private static SignatureVerdict CheckSignature(
        SignedRequest request, AuthorizationHeader authorization, string secret, string date, string? forwardedHost)
    {
        var given = Convert.FromHexString(authorization.Signature);
        var key = SigningKey.Derive(authorization.Form, authorization.AccessKey, secret, authorization.Scope);
        try
        {
            foreach (var host in Hosts(authorization, forwardedHost))
            {
                foreach (var reading in CanonicalPath.Readings(request.RawPath))
                {
                    var canonical = CanonicalRequest.Build(request, authorization.Form, authorization.SignedHeaders, reading, host);
                    var expected = StringToSign.Sign(key, authorization.Form, date, authorization.Scope, canonical);
                    if (CryptographicOperations.FixedTimeEquals(expected, given)) { return new(SignatureResult.Valid, ""); }
                }
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }

        return new(SignatureResult.Mismatch, "the signature does not match the request");
    }

    /// <summary>Null stands for the Host header as received.</summary>
    private static string?[] Hosts(AuthorizationHeader authorization, string? forwardedHost) =>
        string.IsNullOrEmpty(forwardedHost) || !authorization.SignedHeaders.Contains(SignatureNames.HostHeader, StringComparer.OrdinalIgnoreCase)
            ? [null]
            : [null, forwardedHost];
}
