using System.Text;
using Warren.Contract.Signing;
using Warren.Server.Tests.Dms.V1;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Iam;

/// <summary>Requests signed with an access key, in the three forms that clients use (as real clients need it).</summary>
public sealed class SignatureTests(WarrenHost host)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    public static TheoryData<SignatureForm> Forms => [SignatureForm.Access, SignatureForm.LegacyCredential, SignatureForm.V11];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_good_signature_proves_who_calls(SignatureForm form)
    {
        Assert.Equal(200, (await SendAsync(form, "GET", host.Instances)).Status);
        Assert.Equal(200, (await SendAsync(form, "GET", host.Instances + "/")).Status);
        Assert.Equal(200, (await SendAsync(form, "GET", $"{host.Instances}?name=a%20b%2Bc&status=&exactMatchName=False&id=&start=1")).Status);
        Assert.Equal(200, (await SendAsync(form, "GET", $"{host.Instances}?name=%E5%85%94&b=2&a=~_-.&a=1")).Status);
        var created = await SendAsync(form, "POST", host.Instances, host.Order().ToJsonString());
        Assert.True(created.Status == 200, created.Text);
        Assert.Equal(host.Credentials.User, (await host.ShowAsync(created.Json.GetProperty("instance_id").GetString()!)).GetProperty("user_name").GetString());
        Assert.Equal(200, (await SendAsync(form, "GET", "/v3/projects?name=" + host.Credentials.ProjectName)).Status);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_wrong_secret_or_an_unknown_key_proves_nothing(SignatureForm form)
    {
        var wrong = await SendAsync(form, "GET", host.Instances, secret: host.Credentials.SecretKey[1..] + "0");
        Refusal.Is(wrong, 401, "APIGW.0301", "verify aksk signature fail");
        Refusal.Is(await SendAsync(form, "GET", host.Instances, key: "UNKNOWNKEY0123456789"), 401, "APIGW.0301", "access key");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_signature_is_good_for_fifteen_minutes_either_way(SignatureForm form)
    {
        foreach (var age in (TimeSpan[])[Tolerance - TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1) - Tolerance])
        {
            Assert.Equal(200, (await SendAsync(form, "GET", host.Instances, age: age)).Status);
        }

        foreach (var age in (TimeSpan[])[Tolerance + TimeSpan.FromMinutes(1), -Tolerance - TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)])
        {
            Refusal.Is(await SendAsync(form, "GET", host.Instances, age: age), 401, "APIGW.0301");
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_request_that_was_altered_on_the_way_is_refused(SignatureForm form)
    {
        var list = $"{host.Instances}?name=abcd";
        var order = host.Order().ToJsonString();
        Refusal.Is(await SendAsync(form, "GET", list, sent: $"{host.Instances}?name=abce"), 401, "APIGW.0301");
        Refusal.Is(await SendAsync(form, "GET", list, sent: host.Instances), 401, "APIGW.0301");
        Refusal.Is(await SendAsync(form, "GET", host.Instances, sent: list), 401, "APIGW.0301");
        Refusal.Is(await SendAsync(form, "GET", "/v1.0/products", sent: "/v1.0/availableZones"), 401, "APIGW.0301");
        Refusal.Is(await SendAsync(form, "POST", host.Instances, order, sentBody: order.Replace("100", "200", StringComparison.Ordinal)), 401, "APIGW.0301");
        Refusal.Is(await SendAsync(form, "POST", host.Instances, order, sentBody: ""), 401, "APIGW.0301");
        Refusal.Is(await SendAsync(form, "GET", $"{host.Instances}/8959ab1c-7a1a-4eb1-a05a-93dfc361b32d", sentMethod: "DELETE"), 401, "APIGW.0301");
    }

    [Theory]
    [InlineData("SDK-HMAC-SHA256")]
    [InlineData("SDK-HMAC-SHA256 Access=")]
    [InlineData("SDK-HMAC-SHA256 Access=x, SignedHeaders=host;x-sdk-date, Signature=zz")]
    [InlineData("V11-HMAC-SHA256 Credential=x, SignedHeaders=, Signature=")]
    public async Task What_only_begins_like_a_signature_is_refused(string authorization)
    {
        Refusal.Is(await host.SendAsync("GET", host.Instances, null, ("Authorization", authorization), ("X-Sdk-Date", "20201106T000000Z")), 401, "APIGW.0301");
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNzd29yZA==")]
    [InlineData("Bearer abc")]
    public async Task Any_other_kind_of_proof_is_none(string authorization)
    {
        Refusal.Is(await host.SendAsync("GET", host.Instances, null, ("Authorization", authorization)), 401, "111401003", "X-Auth-Token");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_project_of_another_account_is_refused_and_one_s_own_is_chosen_by_the_path(SignatureForm form)
    {
        var other = await OtherProject.AddAsync(host);
        Assert.Equal(200, (await SendAsync(form, "GET", other.Instances)).Status);
        Refusal.Is(await SendAsync(form, "GET", "/v1.0/0123456789abcdef0123456789abcdef/instances"), 401, "111401004", "project_id");
        Refusal.Is(await SendAsync(form, "GET", "/v1.0/malformed/instances"), 400, "111400002", "project_id");
    }

    [Fact]
    public async Task A_project_named_in_a_header_that_was_not_signed_is_honoured_and_checked()
    {
        var other = await OtherProject.AddAsync(host);

        var catalog = await SendAsync(SignatureForm.Access, "GET", "/v3/auth/catalog", unsigned: ("X-Project-Id", other.Id));

        Assert.Contains(other.Id, catalog.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await SendAsync(SignatureForm.Access, "GET", other.Instances, unsigned: ("X-Project-Id", other.Id))).Status);
        Refusal.Is(await SendAsync(SignatureForm.Access, "GET", host.Instances, unsigned: ("X-Project-Id", other.Id)), 401, "111401004");
        Refusal.Is(await SendAsync(SignatureForm.Access, "GET", "/v1.0/products", unsigned: ("X-Project-Id", "0123456789abcdef0123456789abcdef")), 401, "111401004");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_prefix_is_signed_as_it_was_sent(SignatureForm form)
    {
        Assert.Equal(200, (await SendAsync(form, "GET", "/dms" + host.Instances)).Status);
        Assert.Equal(200, (await SendAsync(form, "GET", "/iam/v3/projects")).Status);
        Refusal.Is(await SendAsync(form, "GET", host.Instances, sent: "/dms" + host.Instances), 401, "APIGW.0301");
        Refusal.Is(await SendAsync(form, "GET", "/dms" + host.Instances, sent: host.Instances), 401, "APIGW.0301");
    }

    private Task<Answer> SendAsync(
        SignatureForm form,
        string method,
        string path,
        string? body = null,
        string? key = null,
        string? secret = null,
        TimeSpan age = default,
        string? sent = null,
        string? sentBody = null,
        string? sentMethod = null,
        params (string Name, string Value)[] unsigned)
    {
        var (region, service) = form == SignatureForm.V11 ? (host.Credentials.ProjectName, "dms") : ("", "");
        var signer = new Signer(key ?? host.Credentials.AccessKey, secret ?? host.Credentials.SecretKey, form, region, service);
        var signature = signer.Sign(method, new Uri(host.Url, path), [], Encoding.UTF8.GetBytes(body ?? ""), TimeProvider.System.GetUtcNow() - age);
        return host.SendAsync(
            sentMethod ?? method, sent ?? path, sentBody ?? body, [("Authorization", signature.Authorization), ("X-Sdk-Date", signature.SdkDate), .. unsigned]);
    }
}
