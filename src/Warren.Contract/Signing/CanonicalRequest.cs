using System.Text;

namespace Warren.Contract.Signing;

/// <summary>
/// The text that signer and server must agree on, line by line: method, path, query, one line per signed header, a blank line,
/// the signed names, the payload. Public because it is the first thing to look at when a client's signature does not match.
/// Source: the signers of the public SDKs (the Go SDK v3 and its tests; golangsdk for the legacy form).
/// </summary>
public static class CanonicalRequest
{
    /// <summary>Builds the text; never fails.</summary>
    /// <param name="request">The request as received, or as it will be sent.</param>
    /// <param name="form">Decides on the rules for query, headers and payload.</param>
    /// <param name="signedHeaders">Names as in the Authorization header; one that the request lacks gives no line.</param>
    /// <param name="reading">What to make of escapes in the path.</param>
    /// <param name="host">Stands in for the Host header. Default: as received.</param>
    public static string Build(
        SignedRequest request, SignatureForm form, IReadOnlyList<string> signedHeaders, PathReading reading = PathReading.Decoded, string? host = null)
    {
        var text = new StringBuilder(512);
        text.Append(request.Method.ToUpperInvariant()).Append('\n');
        text.AppendPath(request.RawPath, reading).Append('\n');
        AppendQuery(text, request, form).Append('\n');
        text.AppendHeaders(request.Headers, signedHeaders, form, host).Append('\n');
        text.AppendJoin(';', signedHeaders).Append('\n');
        return text.Append(CanonicalPayload.Of(request, form)).ToString();
    }

    private static StringBuilder AppendQuery(StringBuilder text, SignedRequest request, SignatureForm form)
    {
        if (request.RawQuery.Length == 0 || CanonicalPayload.IsQuery(request, form)) { return text; }

        return form == SignatureForm.LegacyCredential ? text.AppendFirstValues(request.RawQuery) : text.AppendSortedQuery(request.RawQuery);
    }
}
