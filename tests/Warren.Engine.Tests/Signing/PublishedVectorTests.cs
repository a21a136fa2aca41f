using System.Text;
using Warren.Contract.Signing;

namespace Warren.Engine.Tests.Signing;

/// <summary>The vectors in the tests of the public Go SDK v3, and two of our own from the written algorithm.</summary>
public sealed class PublishedVectorTests
{
    private const string Project = "0123456789abcdef0123456789abcdef";
    private static readonly DateTimeOffset _published = new(2006, 1, 2, 15, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset _own = new(2020, 11, 6, 8, 0, 0, TimeSpan.Zero);
    private static readonly Uri _list = new($"https://dms.example.test/v1.0/{Project}/instances?engine=rabbitmq&includeFailure=true");

    [Theory]
    [InlineData("SDK-HMAC-SHA256 Access=AccessKey", "GET", "limit=1", "", "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624")]
    [InlineData("SDK-HMAC-SHA256 Access=AccessKey", "POST", "key=value", "{\"Name\":\"test\",\"Id\":1}\n", "cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59")]
    [InlineData("V11-HMAC-SHA256 Credential=AccessKey/20060102/test-region-1/demo", "GET", "limit=1", "", "8fd3610508884bb19718317797c7378716a94bc740d97502e569322e366341cc")]
    [InlineData("V11-HMAC-SHA256 Credential=AccessKey/20060102/test-region-1/demo", "POST", "key=value", "{\"Name\":\"test\",\"Id\":1}\n", "4112f88b92d82dd1e1b7dd142f1e99e4f1762c42ca8fe0968b3045120870a903")]
    public void A_published_signature_is_valid(string credential, string method, string query, string body, string signature)
    {
        var request = new SignedRequest
        {
            Method = method,
            RawPath = "/path",
            RawQuery = query,
            Headers = WireRequest.Headers(("X-Sdk-Date", "20060102T150405Z"), ("TEST_UNDERSCORE", "TEST_VALUE"), ("Content-Type", "application/json")),
            Body = Encoding.UTF8.GetBytes(body),
        };

        var authorization = WireRequest.Authorization($"{credential}, SignedHeaders=x-sdk-date, Signature={signature}");

        Assert.Equal(new SignatureVerdict(SignatureResult.Valid, ""), SignatureCheck.Verify(request, authorization, "SecretKey", _published));
    }

    [Fact]
    public void The_published_query_is_written_as_published()
    {
        const string received = "limit=1&enable=true&test=%E4%B8%80+(%26%3D%3F!%23%25.*)&path=/tmp/123&multi=3&multi=1&multi=2";

        Assert.Equal(
            "enable=true&limit=1&multi=1&multi=2&multi=3&path=%2Ftmp%2F123&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29",
            CanonicalRequestTests.QueryLine(SignatureForm.Access, received));
    }

    [Fact]
    public void The_signer_writes_the_access_form_to_the_letter()
    {
        var signed = new Signer("AccessKey", "SecretKey").Sign("GET", _list, WireRequest.Lines(("X-Project-Id", Project)), default, _own);

        Assert.Equal("20201106T080000Z", signed.SdkDate);
        Assert.Equal(
            "SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-project-id;x-sdk-date, "
                + "Signature=8c3ed8a3ce0505b97af27b6e3aef69f9974dde5adcd7fce3e4875e0be10c01dd",
            signed.Authorization);
    }

    [Fact]
    public void The_signer_writes_the_legacy_form_to_the_letter()
    {
        var headers = WireRequest.Lines(("Accept", "application/json"), ("User-Agent", "golangsdk/2.0.0"));

        var signed = new Signer("AccessKey", "SecretKey", SignatureForm.LegacyCredential).Sign("GET", _list, headers, default, _own);

        Assert.Equal(
            "SDK-HMAC-SHA256 Credential=AccessKey/20201106///sdk_request, SignedHeaders=accept;host;user-agent;x-sdk-date, "
                + "Signature=9d17b6c8d349e1f3d500526fb2e1d462c9a0350c970e16bb66c920ae4bea72aa",
            signed.Authorization);
    }
}
