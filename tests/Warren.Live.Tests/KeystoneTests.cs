using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Warren.Contract.Dms.V1;
using Warren.Keystone;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>Debian's own Keystone beside a Warren that takes its tokens.</summary>
public sealed class KeystoneTests : LiveTest
{
    private const string OpenStack = "/usr/bin/openstack";
    private const string Password = "federated-pw";

    /// <summary>Short, so that a revocation is seen soon; long enough for some calls.</summary>
    private const string CacheTime = "00:00:03";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    private string url = "";

    [Fact]
    public async Task Users_of_an_OpenStack_cloud_order_with_the_tokens_that_their_Keystone_gave_them()
    {
        Assert.SkipWhen(KeystoneServer.Missing is not null, KeystoneServer.Missing ?? "");
        Assert.SkipUnless(File.Exists(OpenStack), $"{OpenStack} is missing; the Debian package python3-openstackclient brings it.");
        var ct = TestContext.Current.CancellationToken;
        await using var keystone = await KeystoneServer.StartAsync(ct);
        using var cloud = await KeystoneClient.SignInAsync(keystone, ct);
        await cloud.GrantAsync(await cloud.CreateProjectAsync("service", ct), await cloud.CreateUserAsync("warren", Password, ct), "service", ct);
        var project = await cloud.CreateProjectAsync("web", ct);
        await cloud.GrantAsync(project, await cloud.CreateUserAsync("ada", Password, ct), "member", ct);
        await cloud.GrantAsync(project, await cloud.CreateUserAsync("rob", Password, ct), "reader", ct);
        var warren = NewWarren(
            ("WARREN_Identity__Keystone__Url", keystone.Url.AbsoluteUri),
            ("WARREN_Identity__Keystone__Password", Password),
            ("WARREN_Identity__Keystone__CacheTime", CacheTime));
        await warren.StartAsync(null, "--fake-brokers");
        url = warren.Credentials.Url;
        var instances = $"/v1.0/{project}/instances";

        var ada = await TokenOfTheOpenStackCommandAsync(keystone, "ada");
        var ordered = await OrderAsync(warren, project, ada);
        Assert.Equal(1, (await ReadAsync(await SendAsync(HttpMethod.Get, instances, ada))).GetProperty("instance_num").GetInt32());

        var rob = await cloud.TokenAsync("rob", Password, "web", ct);
        Assert.Equal(1, (await ReadAsync(await SendAsync(HttpMethod.Get, instances, rob))).GetProperty("instance_num").GetInt32());
        await IsRefusedAsync(await SendAsync(HttpMethod.Delete, $"{instances}/{ordered}", rob), HttpStatusCode.Forbidden, "111403002");

        await cloud.RevokeAsync(rob, ct);
        await Eventually.See(
            "the revoked token is refused", async () => (await SendAsync(HttpMethod.Get, instances, rob)).StatusCode, status => status == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(30));

        await keystone.StopAsync();
        await Eventually.See(
            "what Keystone said is not believed any more", async () => (await SendAsync(HttpMethod.Get, instances, ada)).StatusCode, status => status != HttpStatusCode.OK, TimeSpan.FromSeconds(30));
        await IsRefusedAsync(await SendAsync(HttpMethod.Get, instances, ada), HttpStatusCode.ServiceUnavailable, "111500054");
        Assert.Empty(await warren.Api.ListAsync()); // with a token of Warren's own

        await keystone.RunAsync(ct);
        await Eventually.See(
            "the token is good again", async () => (await SendAsync(HttpMethod.Delete, $"{instances}/{ordered}", ada)).StatusCode, status => status == HttpStatusCode.NoContent, TimeSpan.FromSeconds(30));
    }

    private static async Task<string> TokenOfTheOpenStackCommandAsync(KeystoneServer keystone, string user)
    {
        var start = new ProcessStartInfo(OpenStack, ["token", "issue", "-f", "value", "-c", "id"]);
        foreach (var (name, value) in (IEnumerable<(string, string)>)
        [
            ("OS_AUTH_URL", keystone.Url.AbsoluteUri), ("OS_IDENTITY_API_VERSION", "3"), ("OS_USERNAME", user), ("OS_PASSWORD", Password),
            ("OS_USER_DOMAIN_ID", "default"), ("OS_PROJECT_NAME", "web"), ("OS_PROJECT_DOMAIN_ID", "default"),
        ])
        {
            start.Environment[name] = value;
        }

        return (await Command.RunAsync(start)).Succeeded().Trim();
    }

    /// <summary>A project that came from Keystone has no network yet: makes one, and orders in it.</summary>
    private async Task<string> OrderAsync(WarrenProcess warren, string project, string token)
    {
        var vpc = await MakeAsync($"/v1/{project}/vpcs", """{"vpc":{"name":"web","cidr":"127.77.0.0/16"}}""", token);
        var subnet = await MakeAsync($"/v1/{project}/subnets", $$$"""{"subnet":{"name":"web","cidr":"127.77.0.0/24","gateway_ip":"127.77.0.1","vpc_id":"{{{vpc}}}"}}""", token);
        var group = await MakeAsync($"/v1/{project}/security-groups", """{"security_group":{"name":"web"}}""", token);
        var order = warren.Api.QuickStart("of-the-cloud") with { VpcId = vpc, SubnetId = subnet, SecurityGroupId = group };
        var answer = await SendAsync(HttpMethod.Post, $"/v1.0/{project}/instances", token, JsonContent.Create(order, DmsV1Json.Wire.CreateInstanceRequest));
        return (await ReadAsync(answer)).GetProperty("instance_id").GetString()!;
    }

    private async Task<string> MakeAsync(string path, string body, string token)
    {
        var answer = await SendAsync(HttpMethod.Post, path, token, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        return (await ReadAsync(answer)).EnumerateObject().Single().Value.GetProperty("id").GetString()!;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, url + path) { Content = body };
        request.Headers.Add("X-Auth-Token", token);
        return await Http.SendAsync(request);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }

    private static async Task IsRefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync(DmsV1Json.Wire.ErrorResponse))!.ErrorCode);
    }
}
