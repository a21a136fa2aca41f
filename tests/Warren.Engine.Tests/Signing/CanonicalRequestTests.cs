using CsCheck;
using Warren.Contract.Signing;

namespace Warren.Engine.Tests.Signing;

public sealed class CanonicalRequestTests
{
    [Theory]
    [InlineData("/v1.0/p", "/v1.0/p/")]
    [InlineData("/v1.0/p/", "/v1.0/p/")]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("//a//b", "//a//b/")]
    [InlineData("/a b(c)!*'~", "/a%20b%28c%29%21%2A%27~/")]
    [InlineData("/%e5%85%94/%7E", "/%E5%85%94/~/")]
    [InlineData("/兔", "/%E5%85%94/")]
    [InlineData("/50%/%zz/%4", "/50%25/%25zz/%254/")]
    [InlineData("/a+b", "/a%2Bb/")]
    [InlineData("/%FF", "/%FF/")]
    public void A_path_is_escaped_alike_and_ends_with_a_slash(string received, string canonical) =>
        Assert.Equal(canonical, PathLine(received, PathReading.Decoded));

    [Theory]
    [InlineData(PathReading.Decoded, "/vhosts/a/b%20c/")]
    [InlineData(PathReading.DecodedSegments, "/vhosts/a%2Fb%20c/")]
    [InlineData(PathReading.EscapedAgain, "/vhosts/a%252fb%2520c/")]
    public void An_escaped_slash_has_three_readings(PathReading reading, string canonical) =>
        Assert.Equal(canonical, PathLine("/vhosts/a%2fb%20c", reading));

    [Theory]
    [InlineData("", "")]
    [InlineData("b=2&a=1", "a=1&b=2")]
    [InlineData("b=2&a=z&a=x%20y&C", "C=&a=x%20y&a=z&b=2")]
    [InlineData("a=1&a=1", "a=1&a=1")]
    [InlineData("&&a==b&=v&", "=v&a=%3Db")]
    [InlineData("k=a+b%2Bc", "k=a%20b%2Bc")]
    [InlineData("~=1&%C3%A9=2&-=3", "-=3&~=1&%C3%A9=2")]
    [InlineData("k=%FF&k=%FE", "k=%FE&k=%FF")]
    [InlineData("k=%zz", "k=%25zz")]
    public void A_query_is_sorted_by_key_and_value(string received, string canonical)
    {
        Assert.Equal(canonical, QueryLine(SignatureForm.Access, received));
        Assert.Equal(canonical, QueryLine(SignatureForm.V11, received));
    }

    [Theory]
    [InlineData("b=2&a=z&a=x%20y&C", "a=z&b=2&C=")]
    [InlineData("aab=1&a_b=2&AAA=3", "a_b=2&AAA=3&aab=1")]
    public void A_legacy_query_ignores_case_and_keeps_first_values(string received, string canonical) =>
        Assert.Equal(canonical, QueryLine(SignatureForm.LegacyCredential, received));

    [Fact]
    public void A_legacy_POST_without_a_body_hashes_its_query_instead()
    {
        // sha256 of "C=&a=z&a=x+y&b=2"
        const string hash = "0ce09d6688b44d2052ae3d7d502a970874d96a2642f49c1d4045288435fea2b2";
        var request = Request("/p", "b=2&a=z&a=x%20y&C") with { Method = "POST" };

        var lines = CanonicalRequest.Build(request, SignatureForm.LegacyCredential, []).Split('\n');

        Assert.Equal(["POST", "/p/", "", "", "", hash], lines);
    }

    [Fact]
    public void Header_lines_follow_the_signed_names_and_each_form_has_its_own_rule_for_values()
    {
        var request = Request("/p", "") with
        {
            Headers = WireRequest.Headers(("Accept", "  b \t c "), ("ACCEPT", "a"), ("X-Empty", ""), ("Host", "h:1"), ("Unsigned", "x")),
        };
        string[] names = ["x-empty", "accept", "host"];

        Assert.Equal(
            "GET\n/p/\n\nx-empty:\naccept:b \t c\naccept:a\nhost:h:1\n\nx-empty;accept;host\nUNSIGNED-PAYLOAD",
            CanonicalRequest.Build(Unsigned(request), SignatureForm.Access, names));
        Assert.Equal(
            "GET\n/p/\n\nx-empty:\naccept:b c\nhost:other\n\nx-empty;accept;host\nUNSIGNED-PAYLOAD",
            CanonicalRequest.Build(Unsigned(request), SignatureForm.LegacyCredential, names, host: "other"));
    }

    [Fact]
    public void Any_path_and_query_can_be_written()
    {
        Gen.Select(Gen.String, Gen.String, Gen.Enum<SignatureForm>(), Gen.Enum<PathReading>()).Sample((path, query, form, reading) =>
        {
            var lines = CanonicalRequest.Build(Request(path, query), form, [], reading).Split('\n');
            Assert.Equal(6, lines.Length);
            Assert.All(lines[1] + lines[2], c => Assert.True(char.IsAsciiLetterOrDigit(c) || "-_.~/%&=".Contains(c)));
        });
    }

    internal static string QueryLine(SignatureForm form, string query) =>
        CanonicalRequest.Build(Request("/", query), form, []).Split('\n')[2];

    private static string PathLine(string path, PathReading reading) =>
        CanonicalRequest.Build(Request(path, ""), SignatureForm.Access, [], reading).Split('\n')[1];

    private static SignedRequest Request(string path, string query) =>
        new() { Method = "get", RawPath = path, RawQuery = query, Headers = WireRequest.Headers() };

    private static SignedRequest Unsigned(SignedRequest request) => request with
    {
        Headers = new RequestHeaders([
            .. request.Headers.Names.Select(name => KeyValuePair.Create<string, IEnumerable<string>>(name, request.Headers.All(name))),
            .. WireRequest.Lines(("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD"))]),
    };
}
