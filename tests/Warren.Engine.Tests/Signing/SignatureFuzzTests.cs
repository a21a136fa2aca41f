using CsCheck;
using Warren.Contract.Signing;
using Warren.Engine.Tests.Security;

namespace Warren.Engine.Tests.Signing;

/// <summary>Signed requests of the real shape, spoilt at a few places: whatever arrives is answered with a verdict, never with an exception, and what was spoilt is refused.</summary>
public sealed class SignatureFuzzTests
{
    private const string Secret = "secret";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_authorization_header_of_any_kind_is_read_or_refused_with_a_reason_that_does_not_quote_it() =>
        Gen.Select(Gen.Enum<SignatureForm>(), Spoilt.Changes).Sample((form, changes) =>
        {
            var spoilt = Spoilt.Text(Sign(form).Authorization, changes);

            var isRead = AuthorizationHeader.TryParse(spoilt, out var header, out var reason);

            Assert.Equal(isRead, header is not null);
            Assert.Equal(isRead, reason is null);
            Assert.True(reason is null || !reason.Contains("AccessKey", StringComparison.Ordinal));
        }, iter: Spoilt.Iterations);

    [Fact]
    public void A_request_that_was_spoilt_anywhere_is_refused() =>
        Gen.Select(Gen.Enum<SignatureForm>(), Gen.Int[0, 3], Spoilt.Changes).Sample((form, part, changes) =>
        {
            var signed = Sign(form);
            string[] parts = ["/v2/a%20b/instances", "limit=10&name=%E5%85%94", signed.SdkDate, "text"];
            var original = parts[part];
            parts[part] = Spoilt.Text(original, changes);
            var request = new SignedRequest
            {
                Method = "GET",
                RawPath = parts[0],
                RawQuery = parts[1],
                Headers = WireRequest.Headers(("host", "dms.example.test"), ("x-sdk-date", parts[2]), ("x-text", parts[3])),
            };

            var verdict = SignatureCheck.Verify(request, WireRequest.Authorization(signed.Authorization), Secret, Now);

            Assert.True(!verdict.IsValid || IsSame(original, parts[part]), $"{original} became {parts[part]}");
        }, iter: Spoilt.Iterations);

    /// <summary>
    /// Whether two texts are read as one: clients escape more or less, order a query's members as they like, and send empty ones; blanks around a header's value are none of it.
    /// </summary>
    private static bool IsSame(string one, string other) => Read(one) == Read(other);

    private static string Read(string text) =>
        string.Join('&', text.Trim().Trim('/').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(m => Uri.UnescapeDataString(m.Replace('+', ' ')).TrimEnd('=')).Order(StringComparer.Ordinal));

    private static SignatureHeaders Sign(SignatureForm form) => new Signer("AccessKey", Secret, form, "region", "dms").Sign(
        "GET", new Uri("https://dms.example.test/v2/a%20b/instances?limit=10&name=%E5%85%94"), WireRequest.Lines(("X-Text", "text")), default(byte[]) ?? [], Now);
}
