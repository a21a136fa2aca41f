using System.Security.Cryptography;

namespace Warren.Contract.Signing;

/// <summary>Signs outgoing requests with one key pair.</summary>
public sealed class Signer
{
    private readonly string _accessKey;
    private readonly string _secret;
    private readonly SignatureForm _form;
    private readonly string _region;
    private readonly string _service;

    /// <param name="accessKey">Public half of the key pair.</param>
    /// <param name="secret">Secret half; kept, never shown.</param>
    /// <param name="form">Default: the one that current SDKs use.</param>
    /// <param name="region">Region id; V11 needs it (global services: <c>globe</c>), the others leave it empty.</param>
    /// <param name="service">Service name; V11 needs it, the others leave it empty.</param>
    public Signer(string accessKey, string secret, SignatureForm form = SignatureForm.Access, string region = "", string service = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(accessKey);
        ArgumentException.ThrowIfNullOrEmpty(secret);
        if (form == SignatureForm.V11)
        {
            ArgumentException.ThrowIfNullOrEmpty(region);
            ArgumentException.ThrowIfNullOrEmpty(service);
        }

        (_accessKey, _secret, _form, _region, _service) = (accessKey, secret, form, region, service);
    }

    /// <summary>Signs a request: all headers given, Host (taken from the address when not given) and the date.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="uri">Absolute address; its path and query are signed as HttpClient sends them.</param>
    /// <param name="headers">
    /// Headers to sign, each value as it goes on the wire. Not signed, because stacks on the way write them anew: Content-Type (except in
    /// the legacy form) and names with an underscore. Authorization and X-Sdk-Date are made here and ignored.
    /// </param>
    /// <param name="body">The body; empty for none.</param>
    /// <param name="now">The time of signing; the server takes 15 minutes either way.</param>
    public SignatureHeaders Sign(
        string method, Uri uri, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var date = SigningDate.Format(now);
        var signed = Signed(uri, headers, date);
        var request = new SignedRequest
        {
            Method = method,
            RawPath = uri.AbsolutePath,
            RawQuery = uri.Query is ['?', .. var query] ? query : "",
            Headers = signed,
            Body = body,
        };
        string[] names = [.. signed.Names.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal)];
        return new SignatureHeaders(Authorization(CanonicalRequest.Build(request, _form, names), names, date), date);
    }

    private string Authorization(string canonicalRequest, string[] names, string date)
    {
        var scope = _form == SignatureForm.Access ? null : new CredentialScope(date[..8], _region, _service);
        var key = SigningKey.Derive(_form, _accessKey, _secret, scope);
        var signature = Convert.ToHexStringLower(StringToSign.Sign(key, _form, date, scope, canonicalRequest));
        CryptographicOperations.ZeroMemory(key);

        var credential = scope is null ? $"Access={_accessKey}" : $"Credential={_accessKey}/{scope.Text(_form)}";
        return $"{SignatureNames.Algorithm(_form)} {credential}, SignedHeaders={string.Join(';', names)}, Signature={signature}";
    }

    private RequestHeaders Signed(Uri uri, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers, string date)
    {
        var given = headers.Where(header => IsSigned(header.Key)).ToList();
        given.Add(KeyValuePair.Create<string, IEnumerable<string>>(SignatureNames.DateHeader, [date]));
        if (!given.Exists(header => header.Key.Equals(SignatureNames.HostHeader, StringComparison.OrdinalIgnoreCase)))
        {
            var host = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;
            given.Add(KeyValuePair.Create<string, IEnumerable<string>>(SignatureNames.HostHeader, [uri.IsDefaultPort ? host : $"{host}:{uri.Port}"]));
        }

        return new RequestHeaders(given);
    }

    private bool IsSigned(string name) =>
        !name.Equals(SignatureNames.AuthorizationHeader, StringComparison.OrdinalIgnoreCase)
        && !name.Equals(SignatureNames.DateHeader, StringComparison.OrdinalIgnoreCase)
        && !name.Contains('_', StringComparison.Ordinal)
        && (_form == SignatureForm.LegacyCredential || !name.StartsWith("content-type", StringComparison.OrdinalIgnoreCase));
}
