using Warren.Contract.Signing;

namespace Warren.Engine.Tests.Signing;

public sealed class SignatureCheckTests
{
    private const string Date = "20201106T080000Z";
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static readonly DateTimeOffset _now = new(2020, 11, 6, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("-00:14:59", SignatureResult.Valid)]
    [InlineData("-00:15:00", SignatureResult.Valid)]
    [InlineData("-00:15:01", SignatureResult.Stale)]
    [InlineData("00:14:59", SignatureResult.Valid)]
    [InlineData("00:15:00", SignatureResult.Valid)]
    [InlineData("00:15:01", SignatureResult.Stale)]
    public void A_signature_lasts_a_quarter_of_an_hour_either_way(string offset, SignatureResult result)
    {
        foreach (var form in Enum.GetValues<SignatureForm>())
        {
            var (request, authorization) = SignedBy(form);
            Assert.Equal(result, SignatureCheck.Verify(request, authorization, "secret", _now + TimeSpan.Parse(offset)).Result);
        }
    }

    [Theory]
    [InlineData(SignatureResult.MissingDate)]
    [InlineData(SignatureResult.MalformedDate, "2020-11-06T08:00:00Z")]
    [InlineData(SignatureResult.MalformedDate, "")]
    [InlineData(SignatureResult.MalformedDate, Date, Date)]
    public void A_request_has_exactly_one_date(SignatureResult result, params string[] dates)
    {
        var (request, authorization) = SignedBy(SignatureForm.Access);
        request = request with { Headers = WireRequest.Headers([("Host", "dms.example.test"), .. dates.Select(date => ("x-sdk-date", date))]) };

        Assert.Equal(result, SignatureCheck.Verify(request, authorization, "secret", _now).Result);
    }

    [Fact]
    public void A_date_that_is_not_signed_is_worth_nothing()
    {
        var authorization = WireRequest.SignByHand("secret", Date, "host", "GET", "/p/", "", "host:h", "", "host", EmptyHash);

        Assert.Equal(SignatureResult.DateNotSigned, Verify(Request("/p", ("Host", "h")), authorization));
    }

    [Fact]
    public void The_scope_is_of_the_same_day_as_the_date()
    {
        var (request, authorization) = SignedBy(SignatureForm.V11);
        request = request with { Headers = WireRequest.Headers(("Host", "dms.example.test"), ("X-Sdk-Date", "20201107T080000Z")) };

        Assert.Equal(SignatureResult.WrongScope, SignatureCheck.Verify(request, authorization, "secret", _now.AddDays(1)).Result);
    }

    [Fact]
    public void A_signed_header_must_arrive()
    {
        var (request, authorization) = SignedBy(SignatureForm.Access);
        request = request with { Headers = WireRequest.Headers(("X-Sdk-Date", Date)) };

        var verdict = SignatureCheck.Verify(request, authorization, "secret", _now);

        Assert.Equal(new SignatureVerdict(SignatureResult.MissingSignedHeader, "the header host was signed but did not arrive"), verdict);
    }

    [Theory]
    [InlineData("/vhosts/a/b%20c/")]
    [InlineData("/vhosts/a%2Fb%20c/")]
    [InlineData("/vhosts/a%252Fb%2520c/")]
    public void An_escaped_slash_is_accepted_however_the_client_reads_it(string signedPath)
    {
        var authorization = WireRequest.SignByHand("secret", Date, "x-sdk-date", "GET", signedPath, "", $"x-sdk-date:{Date}", "", "x-sdk-date", EmptyHash);

        Assert.Equal(SignatureResult.Valid, Verify(Request("/vhosts/a%2Fb%20c"), authorization));
        Assert.Equal(SignatureResult.Mismatch, Verify(Request("/vhosts/a%2Fb%20d"), authorization));
    }

    [Fact]
    public void The_host_that_a_proxy_reports_is_tried_second()
    {
        var authorization = WireRequest.SignByHand(
            "secret", Date, "host;x-sdk-date", "GET", "/p/", "", "host:public.test", $"x-sdk-date:{Date}", "", "host;x-sdk-date", EmptyHash);
        var behindProxy = Request("/p", ("Host", "10.0.0.5:8080"));

        Assert.True(SignatureCheck.Verify(behindProxy, authorization, "secret", _now, forwardedHost: "public.test").IsValid);
        Assert.Equal(SignatureResult.Mismatch, Verify(behindProxy, authorization));
        Assert.True(SignatureCheck.Verify(Request("/p", ("Host", "public.test")), authorization, "secret", _now, forwardedHost: "else").IsValid);
        Assert.False(SignatureCheck.Verify(behindProxy, authorization, "secret", _now, forwardedHost: "else").IsValid);
    }

    [Fact]
    public void White_space_around_a_signed_value_does_not_count()
    {
        var authorization = WireRequest.SignByHand(
            "secret", Date, "accept;x-sdk-date", "GET", "/p/", "", "accept:a", "accept:b  c", $"x-sdk-date:{Date}", "", "accept;x-sdk-date", EmptyHash);

        Assert.Equal(SignatureResult.Valid, Verify(Request("/p", ("Accept", "b  c\t"), ("accept", "a ")), authorization));
        Assert.Equal(SignatureResult.Mismatch, Verify(Request("/p", ("Accept", "b c"), ("accept", "a")), authorization));
    }

    [Fact]
    public void A_body_declared_unsigned_may_be_anything()
    {
        var headers = WireRequest.Lines(("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD"));
        var signed = new Signer("AccessKey", "secret").Sign("POST", new Uri("https://h/p"), headers, "one"u8.ToArray(), _now);
        var request = Request("/p", ("Host", "h"), ("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD")) with { Method = "POST", Body = "two"u8.ToArray() };
        var authorization = WireRequest.Authorization(signed.Authorization);

        Assert.Equal(SignatureResult.Valid, Verify(request, authorization));
        Assert.Equal(SignatureResult.MissingSignedHeader, Verify(Request("/p", ("Host", "h")) with { Method = "POST" }, authorization));
    }

    [Fact]
    public void A_hash_in_the_header_must_be_that_of_the_body()
    {
        // Signed without the header; then the header is added with the old hash, and the body swapped.
        const string hashOfOne = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
        var authorization = WireRequest.SignByHand("secret", Date, "x-sdk-date", "POST", "/p/", "", $"x-sdk-date:{Date}", "", "x-sdk-date", hashOfOne);
        var honest = Request("/p") with { Method = "POST", Body = "one"u8.ToArray() };
        var forged = Request("/p", ("X-Sdk-Content-Sha256", hashOfOne)) with { Method = "POST", Body = "two"u8.ToArray() };

        Assert.Equal(SignatureResult.Valid, Verify(honest, authorization));
        Assert.Equal(SignatureResult.WrongBodyHash, Verify(forged, authorization));
        Assert.Equal(SignatureResult.WrongBodyHash, Verify(forged with { BodySha256 = EmptyHash }, authorization));
        Assert.Equal(SignatureResult.Valid, Verify(forged with { Body = "one"u8.ToArray() }, authorization));
    }

    [Fact]
    public void A_hash_taken_while_reading_is_as_good_as_the_body()
    {
        var (request, authorization) = SignedBy(SignatureForm.LegacyCredential);

        Assert.True(SignatureCheck.Verify(request with { BodySha256 = EmptyHash }, authorization, "secret", _now).IsValid);
    }

    [Fact]
    public void Headers_added_after_signing_are_not_noticed()
    {
        // Terraform and the older Go SDKs add the project after they signed: it must be judged by the caller's rights, not by the signature.
        var (request, authorization) = SignedBy(SignatureForm.Access);
        foreach (var project in (string[])["p1", "p2"])
        {
            var sent = request with { Headers = WireRequest.Headers(("Host", "dms.example.test"), ("X-Sdk-Date", Date), ("X-Project-Id", project)) };
            Assert.True(SignatureCheck.Verify(sent, authorization, "secret", _now).IsValid);
        }
    }

    [Fact]
    public void Further_values_of_a_query_key_are_not_noticed_in_the_legacy_form()
    {
        var (request, authorization) = SignedBy(SignatureForm.LegacyCredential);

        Assert.True(SignatureCheck.Verify(request with { RawQuery = request.RawQuery + "&limit=2" }, authorization, "secret", _now).IsValid);
    }

    [Fact]
    public void No_secret_is_ever_shown()
    {
        var signer = new Signer("AccessKey", "hidden-secret");
        var (request, authorization) = SignedBy(SignatureForm.Access);

        var shown = string.Join('\n', signer, request, authorization, SignatureCheck.Verify(request, authorization, "hidden-secret", _now));

        Assert.DoesNotContain("hidden-secret", shown, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SignatureCheck.Verify(request, authorization, "", _now));
        Assert.Throws<ArgumentException>(() => new Signer("AccessKey", ""));
        Assert.Throws<ArgumentException>(() => new Signer("AccessKey", "hidden-secret", SignatureForm.V11));
    }

    private static SignatureResult Verify(SignedRequest request, AuthorizationHeader authorization) =>
        SignatureCheck.Verify(request, authorization, "secret", _now).Result;

    private static SignedRequest Request(string path, params (string, string)[] headers) =>
        new() { Method = "GET", RawPath = path, Headers = WireRequest.Headers([.. headers, ("X-Sdk-Date", Date)]) };

    private static (SignedRequest Request, AuthorizationHeader Authorization) SignedBy(SignatureForm form)
    {
        var uri = new Uri("https://dms.example.test/v1.0/p/instances?limit=1");
        var signed = new Signer("AccessKey", "secret", form, "region", "dms").Sign("GET", uri, [], default, _now);
        return (Request(uri.AbsolutePath, ("Host", "dms.example.test")) with { RawQuery = "limit=1" }, WireRequest.Authorization(signed.Authorization));
    }
}
