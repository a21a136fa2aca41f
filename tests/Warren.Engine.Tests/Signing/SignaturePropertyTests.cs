using System.Globalization;
using System.Text;
using CsCheck;
using Warren.Contract.Signing;

namespace Warren.Engine.Tests.Signing;

/// <summary>Whatever is signed is accepted; whatever is changed afterwards is not.</summary>
public sealed class SignaturePropertyTests
{
    private static readonly string[] _methods = ["GET", "POST", "PUT", "DELETE"];
    private static readonly Gen<string> _text = Gen.String[Gen.OneOf(Gen.Char['!', '~'], Gen.Char[" /%+&=é兔;?#"]), 0, 8];
    private static readonly Gen<DateTimeOffset> _time = Gen.Long[0, 4_000_000_000].Select(DateTimeOffset.FromUnixTimeSeconds);

    private static readonly Gen<Signed> _signed = Gen.Select(
        Gen.Enum<SignatureForm>(),
        Gen.Int[0, 3].Select(i => _methods[i]),
        _text.Array[0, 4],
        Gen.Select(_text, _text).Array[0, 4],
        Gen.Byte.Array[0, 20],
        _text,
        Gen.String[Gen.Char['!', '~'], 1, 40],
        _time).Select((form, method, segments, query, body, header, secret, now) =>
            Signed.Make(form, method, segments, query, body, header, secret, now));

    [Fact]
    public void What_the_signer_signs_is_accepted() =>
        _signed.Sample(signed => Assert.Equal(new SignatureVerdict(SignatureResult.Valid, ""), signed.Verify(signed.Request)), iter: 2000);

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_request_is_refused(string what) => _signed.Sample(signed =>
        Assert.False(signed.Verify(_changes[what](signed)).IsValid), iter: 500);

    [Fact]
    public void Another_secret_is_refused() => Gen.Select(_signed, Gen.String[Gen.Char['!', '~'], 1, 40]).Sample((signed, other) =>
        Assert.Equal(other == signed.Secret, SignatureCheck.Verify(signed.Request, signed.Authorization, other, signed.Now).IsValid), iter: 500);

    [Fact]
    public void Another_signature_is_refused() => Gen.Select(_signed, Gen.Int[0, 63]).Sample((signed, at) =>
    {
        var digits = signed.Authorization.Signature.ToCharArray();
        digits[at] = digits[at] == '0' ? '1' : '0';
        var forged = signed with { Value = signed.Value.Replace(signed.Authorization.Signature, new string(digits), StringComparison.Ordinal) };
        Assert.Equal(SignatureResult.Mismatch, forged.Verify(forged.Request).Result);
    }, iter: 500);

    public static TheoryData<string> Changes => [.. _changes.Keys];

    private static readonly Dictionary<string, Func<Signed, SignedRequest>> _changes = new(StringComparer.Ordinal)
    {
        ["method"] = signed => signed.Request with { Method = "PATCH" },
        ["path, longer"] = signed => signed.Request with { RawPath = signed.Request.RawPath + "x" },
        ["path, prefix stripped"] = signed => signed.Request with { RawPath = signed.Request.RawPath["/dms".Length..] },
        ["query, one more key"] = signed => signed.Request with { RawQuery = signed.Request.RawQuery + "&added=1" },
        ["query, dropped"] = signed => signed.Request with { RawQuery = "" },
        ["body"] = signed => signed.Request with { Body = (byte[])[.. signed.Request.Body.Span, 0] },
        ["signed header, changed"] = signed => signed.With("X-Text", signed.Request.Headers.First("X-Text") + "x"),
        ["signed header, gone"] = signed => signed.With("X-Text"),
        ["host"] = signed => signed.With("Host", "other.example.test"),
        ["date, one second on"] = signed => signed.With("X-Sdk-Date", Stamp(signed.Now.AddSeconds(1))),
        ["date, one day on"] = signed => signed.With("X-Sdk-Date", Stamp(signed.Now.AddDays(1))),
    };

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    internal sealed record Signed(SignedRequest Request, string Value, string Secret, DateTimeOffset Now)
    {
        public AuthorizationHeader Authorization => WireRequest.Authorization(Value);

        public static Signed Make(
            SignatureForm form, string method, string[] segments, (string Key, string Value)[] query, byte[] body, string header, string secret, DateTimeOffset now)
        {
            // One key is always there, so that dropping the query is a change.
            var pairs = query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}").Append("limit=10");
            var uri = new Uri($"https://dms.example.test:8443/dms/v2/{string.Join('/', segments.Select(Uri.EscapeDataString))}?{string.Join('&', pairs)}");
            var signed = new Signer("AccessKey", secret, form, "region", "dms").Sign(method, uri, WireRequest.Lines(("X-Text", header)), body, now);
            var request = new SignedRequest
            {
                Method = method,
                RawPath = uri.AbsolutePath,
                RawQuery = uri.Query[1..],
                Headers = WireRequest.Headers(("host", uri.Authority), ("x-text", header), ("x-sdk-date", signed.SdkDate)),
                Body = body,
            };
            return new Signed(request, signed.Authorization, secret, now);
        }

        public SignatureVerdict Verify(SignedRequest request) => SignatureCheck.Verify(request, Authorization, Secret, Now);

        /// <summary>The request with one header replaced, or taken out.</summary>
        public SignedRequest With(string name, params string[] values) => Request with
        {
            Headers = new RequestHeaders(Request.Headers.Names.Select(known => KeyValuePair.Create<string, IEnumerable<string>>(
                known, known.Equals(name, StringComparison.OrdinalIgnoreCase) ? values : Request.Headers.All(known)))),
        };

        private bool PrintMembers(StringBuilder builder)
        {
            builder.Append($"{Request}?{Request.RawQuery} {Value} text='{Request.Headers.First("X-Text")}' body={Request.Body.Length}");
            return true;
        }
    }
}
