using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Warren.Contract.Signing;

/// <summary>
/// The Authorization header of a signed request, in one of these shapes:
/// <code>
/// SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=5a2c…
/// SDK-HMAC-SHA256 Credential=AK/20201106/region/service/sdk_request, SignedHeaders=host;x-sdk-date, Signature=9d17…
/// V11-HMAC-SHA256 Credential=AK/20201106/region/service, SignedHeaders=host;x-sdk-date, Signature=8fd3…
/// </code>
/// </summary>
public sealed class AuthorizationHeader
{
    private const int MaxLength = 8192;
    private const int MaxAccessKeyLength = 128;
    private const int MaxScopePartLength = 64;
    private const int MaxSignedHeaders = 100;
    private const int SignatureLength = 64;

    private static readonly SearchValues<char> _token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private AuthorizationHeader(SignatureForm form, string accessKey, CredentialScope? scope, string[] signedHeaders, string signature)
    {
        Form = form;
        AccessKey = accessKey;
        Scope = scope;
        SignedHeaders = signedHeaders;
        Signature = signature;
    }

    public SignatureForm Form { get; }

    /// <summary><c>SDK-HMAC-SHA256</c> or <c>V11-HMAC-SHA256</c>.</summary>
    public string Algorithm => SignatureNames.Algorithm(Form);

    /// <summary>Public half of the key pair, 1 to 128 visible characters.</summary>
    public string AccessKey { get; }

    /// <summary>Null in the Access form.</summary>
    public CredentialScope? Scope { get; }

    /// <summary>Names in the order given, which is the order that was signed. 1 to 100, no name twice.</summary>
    public IReadOnlyList<string> SignedHeaders { get; }

    /// <summary>64 hexadecimal digits.</summary>
    public string Signature { get; }

    /// <summary>Whether a header wants to be read by <see cref="TryParse"/>, even if only to be refused with a reason.</summary>
    public static bool IsSignature(string? value) => value is not null
        && (value.StartsWith("SDK-", StringComparison.Ordinal) || value.StartsWith("V11-", StringComparison.Ordinal));

    /// <summary>Reads the header. Never throws; in one pass, whatever the text.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="header">What it says, when it can be read.</param>
    /// <param name="reason">What is wrong, in words that may be shown to the caller; never quotes the header.</param>
    public static bool TryParse(string? value, [NotNullWhen(true)] out AuthorizationHeader? header, [NotNullWhen(false)] out string? reason)
    {
        header = null;
        if ((reason = ReadParts(value, out var v11, out var parts)) is not null
            || (reason = ReadCredential(v11, parts, out var form, out var accessKey, out var scope)) is not null
            || (reason = ReadSignedHeaders(parts.SignedHeaders, out var names)) is not null
            || (reason = ReadSignature(parts.Signature)) is not null)
        {
            return false;
        }

        header = new AuthorizationHeader(form, accessKey, scope, names, parts.Signature!);
        return true;
    }

    /// <summary>Says who signed and how, without the signature: within its window it is as good as a password.</summary>
    public override string ToString() => $"{Algorithm} {Form} {AccessKey}";

    private static string? ReadParts(string? value, out bool v11, out Parts parts)
    {
        v11 = false;
        parts = default;
        if (string.IsNullOrWhiteSpace(value)) { return "the Authorization header is empty"; }
        if (value.Length > MaxLength) { return $"the Authorization header is longer than {MaxLength} characters"; }

        var text = value.AsSpan().Trim();
        var blank = text.IndexOf(' ');
        var algorithm = blank < 0 ? text : text[..blank];
        v11 = algorithm is SignatureNames.V11Algorithm;
        if (!v11 && algorithm is not SignatureNames.SdkAlgorithm)
        {
            return $"the signature algorithm is not supported; use {SignatureNames.SdkAlgorithm} or {SignatureNames.V11Algorithm}";
        }

        var rest = blank < 0 ? default : text[blank..];
        foreach (var range in rest.Split(','))
        {
            if (!parts.TryAdd(rest[range].Trim())) { return "a part of the Authorization header is unknown, repeated or has no value"; }
        }

        return null;
    }

    private static string? ReadCredential(bool v11, Parts parts, out SignatureForm form, out string accessKey, out CredentialScope? scope)
    {
        form = v11 ? SignatureForm.V11 : parts.Access is null ? SignatureForm.LegacyCredential : SignatureForm.Access;
        scope = null;
        accessKey = "";
        if (parts.Access is null == parts.Credential is null || (v11 && parts.Access is not null))
        {
            return $"the Authorization header needs {(v11 ? "Credential" : "either Access or Credential")}";
        }

        if (form == SignatureForm.Access)
        {
            accessKey = parts.Access!;
        }
        else
        {
            var fields = parts.Credential!.Split('/', 6);
            if (fields.Length != (v11 ? 4 : 5) || (!v11 && fields[4] != SignatureNames.LegacyTerminator))
            {
                return v11 ? "Credential must be AK/yyyyMMdd/region/service" : "Credential must be AK/yyyyMMdd/region/service/sdk_request";
            }

            accessKey = fields[0];
            scope = new CredentialScope(fields[1], fields[2], fields[3]);
            if (!IsDay(scope.Date) || !IsScopePart(scope.Region, v11) || !IsScopePart(scope.Service, v11))
            {
                return "the date, region or service in Credential is malformed";
            }
        }

        return accessKey.Length is 0 or > MaxAccessKeyLength || accessKey.Contains('/', StringComparison.Ordinal) || !IsVisible(accessKey)
            ? "the access key in the Authorization header is malformed"
            : null;
    }

    private static string? ReadSignedHeaders(string? list, out string[] names)
    {
        names = list?.Split(';', MaxSignedHeaders + 1) ?? [];
        if (names.Length is 0 or > MaxSignedHeaders) { return $"SignedHeaders must name 1 to {MaxSignedHeaders} headers"; }

        var seen = new HashSet<string>(names.Length, StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(_token)) { return "SignedHeaders has a malformed name"; }
            if (!seen.Add(name)) { return "SignedHeaders has a name twice"; }
        }

        return null;
    }

    private static string? ReadSignature(string? signature) =>
        signature is { Length: SignatureLength } && signature.All(char.IsAsciiHexDigit) ? null : $"Signature must be {SignatureLength} hexadecimal digits";

    private static bool IsDay(string text) => text.Length == 8 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static bool IsScopePart(string text, bool required) => text.Length <= MaxScopePartLength && IsVisible(text) && !(required && text.Length == 0);

    private static bool IsVisible(string text) => !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>The parts after the algorithm, each at most once, in any order.</summary>
    private struct Parts
    {
        public string? Access;
        public string? Credential;
        public string? SignedHeaders;
        public string? Signature;

        public bool TryAdd(ReadOnlySpan<char> part)
        {
            var equals = part.IndexOf('=');
            if (equals <= 0 || equals == part.Length - 1) { return false; }

            var value = part[(equals + 1)..];
            return part[..equals] switch
            {
                "Access" => TrySet(ref Access, value),
                "Credential" => TrySet(ref Credential, value),
                "SignedHeaders" => TrySet(ref SignedHeaders, value),
                "Signature" => TrySet(ref Signature, value),
                _ => false,
            };
        }

        private static bool TrySet(ref string? part, ReadOnlySpan<char> value)
        {
            if (part is not null) { return false; }
            part = value.ToString();
            return true;
        }
    }
}
