using CsCheck;
using Warren.Contract.Signing;

namespace Warren.Engine.Tests.Signing;

public sealed class AuthorizationHeaderTests
{
    private const string Hex = "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624";

    [Theory]
    [InlineData($"SDK-HMAC-SHA256 Access=AK, SignedHeaders=x-sdk-date;host, Signature={Hex}", SignatureForm.Access)]
    [InlineData($"SDK-HMAC-SHA256 Access=AK,SignedHeaders=x-sdk-date;host,Signature={Hex}", SignatureForm.Access)]
    [InlineData($"  SDK-HMAC-SHA256   Signature={Hex} ,  SignedHeaders=x-sdk-date;host ,Access=AK ", SignatureForm.Access)]
    [InlineData($"SDK-HMAC-SHA256 Credential=AK/20201106///sdk_request, SignedHeaders=x-sdk-date;host, Signature={Hex}", SignatureForm.LegacyCredential)]
    [InlineData($"V11-HMAC-SHA256 Credential=AK/20201106/r/s, SignedHeaders=x-sdk-date;host, Signature={Hex}", SignatureForm.V11)]
    public void Every_form_is_read(string value, SignatureForm form)
    {
        var header = WireRequest.Authorization(value);

        Assert.Equal(form, header.Form);
        Assert.Equal(value.Trim().Split(' ')[0], header.Algorithm);
        Assert.Equal("AK", header.AccessKey);
        Assert.Equal(["x-sdk-date", "host"], header.SignedHeaders);
        Assert.Equal(Hex, header.Signature);
        Assert.Equal(
            form switch
            {
                SignatureForm.Access => null,
                SignatureForm.LegacyCredential => new CredentialScope("20201106", "", ""),
                _ => new CredentialScope("20201106", "r", "s"),
            },
            header.Scope);
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("   ", "empty")]
    [InlineData("Bearer x", "not supported")]
    [InlineData($"SDK-HMAC-SM3 Access=AK, SignedHeaders=host, Signature={Hex}", "not supported")]
    [InlineData($"SDK-ECDSA-P256-SHA256 Access=AK, SignedHeaders=host, Signature={Hex}", "not supported")]
    [InlineData($"sdk-hmac-sha256 Access=AK, SignedHeaders=host, Signature={Hex}", "not supported")]
    [InlineData("SDK-HMAC-SHA256", "part")]
    [InlineData($"SDK-HMAC-SHA256 SignedHeaders=host, Signature={Hex}", "Access or Credential")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK, Credential=AK/20201106///sdk_request, SignedHeaders=host, Signature={Hex}", "Access or Credential")]
    [InlineData($"V11-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature={Hex}", "needs Credential")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK, Access=AK, SignedHeaders=host, Signature={Hex}", "repeated")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK, Extra=1, SignedHeaders=host, Signature={Hex}", "unknown")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature={Hex},", "part")]
    [InlineData($"SDK-HMAC-SHA256 Access=, SignedHeaders=host, Signature={Hex}", "no value")]
    [InlineData($"SDK-HMAC-SHA256 Access=A/K, SignedHeaders=host, Signature={Hex}", "access key")]
    [InlineData($"SDK-HMAC-SHA256 Access=A K, SignedHeaders=host, Signature={Hex}", "access key")]
    [InlineData($"SDK-HMAC-SHA256 Credential=/20201106///sdk_request, SignedHeaders=host, Signature={Hex}", "access key")]
    [InlineData($"SDK-HMAC-SHA256 Credential=AK/20201106//aws4_request, SignedHeaders=host, Signature={Hex}", "Credential must be")]
    [InlineData($"SDK-HMAC-SHA256 Credential=AK/20201106///aws4_request, SignedHeaders=host, Signature={Hex}", "Credential must be")]
    [InlineData($"SDK-HMAC-SHA256 Credential=AK/2020110///sdk_request, SignedHeaders=host, Signature={Hex}", "date, region or service")]
    [InlineData($"V11-HMAC-SHA256 Credential=AK/20201106//s, SignedHeaders=host, Signature={Hex}", "date, region or service")]
    [InlineData($"V11-HMAC-SHA256 Credential=AK/20201106/r/s/sdk_request, SignedHeaders=host, Signature={Hex}", "Credential must be")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK, Signature={Hex}", "SignedHeaders must")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;;date, Signature={Hex}", "malformed name")]
    [InlineData($"SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;Host, Signature={Hex}", "twice")]
    [InlineData("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host", "Signature must")]
    [InlineData("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=abc", "Signature must")]
    [InlineData("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=zzzze64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624", "Signature must")]
    public void Anything_else_is_refused_with_a_reason(string? value, string reason)
    {
        Assert.False(AuthorizationHeader.TryParse(value, out var header, out var said));
        Assert.Null(header);
        Assert.Contains(reason, said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_long_is_refused()
    {
        var manyNames = string.Join(';', Enumerable.Range(0, 101).Select(i => $"h{i}"));

        Assert.False(AuthorizationHeader.TryParse($"SDK-HMAC-SHA256 Access=AK, SignedHeaders={new string('h', 9000)}, Signature={Hex}", out _, out var tooLong));
        Assert.False(AuthorizationHeader.TryParse($"SDK-HMAC-SHA256 Access={new string('A', 129)}, SignedHeaders=host, Signature={Hex}", out _, out var longKey));
        Assert.False(AuthorizationHeader.TryParse($"SDK-HMAC-SHA256 Access=AK, SignedHeaders={manyNames}, Signature={Hex}", out _, out var many));
        Assert.Contains("longer than", tooLong, StringComparison.Ordinal);
        Assert.Contains("access key", longKey, StringComparison.Ordinal);
        Assert.Contains("1 to 100", many, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_either_read_or_refused_with_a_reason()
    {
        Gen.String.Sample(ReadOrRefused);
        Gen.String.Array[0, 6].Select(parts => "SDK-HMAC-SHA256 " + string.Join(", ", parts)).Sample(ReadOrRefused);
        Gen.String[Gen.Char["SDKHMA25611V-= ,;/AccesCredntialHgu0"], 0, 200].Sample(ReadOrRefused);
    }

    [Fact]
    public void Any_text_in_the_middle_of_a_good_header_is_either_read_or_refused()
    {
        const string good = $"SDK-HMAC-SHA256 Credential=AK/20201106///sdk_request, SignedHeaders=x-sdk-date;host, Signature={Hex}";

        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[0, 10], Gen.String).Sample((at, cut, text) =>
            ReadOrRefused(good.Remove(at, Math.Min(cut, good.Length - at)).Insert(at, text)));
    }

    [Fact]
    public void A_signature_is_told_from_other_schemes()
    {
        Assert.True(AuthorizationHeader.IsSignature("SDK-HMAC-SM3 Access=AK"));
        Assert.True(AuthorizationHeader.IsSignature("V11-HMAC-SHA256 Credential=AK"));
        Assert.False(AuthorizationHeader.IsSignature("Basic eA=="));
        Assert.False(AuthorizationHeader.IsSignature(null));
    }

    [Fact]
    public void The_signature_is_not_shown() =>
        Assert.DoesNotContain(Hex, WireRequest.Authorization($"SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature={Hex}").ToString(), StringComparison.Ordinal);

    private static void ReadOrRefused(string value)
    {
        var read = AuthorizationHeader.TryParse(value, out var header, out var reason);
        Assert.Equal(read, header is not null);
        Assert.Equal(read, reason is null);
    }
}
