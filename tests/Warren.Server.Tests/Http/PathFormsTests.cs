using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Http;

/// <summary>The forms in which clients write one and the same path: all are answered, none is redirected (as real clients need it).</summary>
public sealed class PathFormsTests(WarrenHost host)
{
    [Theory]
    [InlineData("/v1.0/{0}/instances")]
    [InlineData("/v1.0/{0}/instances/")]
    [InlineData("//v1.0/{0}/instances")]
    [InlineData("/v1.0//{0}//instances")]
    [InlineData("/v1.0/{0}/instances//")]
    [InlineData("/v1.0///{0}/instances?limit=1")]
    [InlineData("/dms/v1.0/{0}/instances")]
    [InlineData("/dms//v1.0/{0}/instances/")]
    [InlineData("//dms/v1.0/{0}/instances")]
    [InlineData("/V1.0/{0}/INSTANCES")]
    [InlineData("/v1%2E0/{0}/instances")]
    public async Task The_list_is_answered_at(string path)
    {
        var answer = await host.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, host.Credentials.ProjectId));

        Assert.Equal(200, answer.Status);
        Assert.True(answer.Json.TryGetProperty("instance_num", out _));
    }

    [Theory]
    [InlineData("/v1.0/availableZones/")]
    [InlineData("/v1.0//availableZones")]
    [InlineData("/dms/v1.0/availableZones")]
    [InlineData("/v1.0/products/?engine=rabbitmq")]
    [InlineData("/dms//v1.0/instances/maintain-windows/")]
    [InlineData("/v3/")]
    [InlineData("/iam/v3")]
    [InlineData("/iam/v3/")]
    [InlineData("/iam")]
    [InlineData("/iam/")]
    [InlineData("/dms/")]
    [InlineData("/vpc/")]
    [InlineData("/eps/")]
    [InlineData("//")]
    [InlineData("/iam/v3/projects/")]
    [InlineData("/v3//auth/projects")]
    public async Task A_read_is_answered_at(string path)
    {
        Assert.Equal(200, (await host.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("/v3/auth/tokens/")]
    [InlineData("/iam/v3/auth/tokens")]
    [InlineData("//iam//v3/auth/tokens")]
    public async Task A_token_is_issued_at(string path)
    {
        Assert.Equal(201, (await host.SendAsync("POST", path, SignInBody.ForProject(host.Credentials))).Status);
    }

    [Fact]
    public async Task An_order_is_taken_at_every_form()
    {
        foreach (var path in (string[])[host.Instances + "/", "/dms" + host.Instances, "/" + host.Instances])
        {
            Assert.Equal(200, (await host.CallAsync("POST", path, host.Order().ToJsonString())).Status);
        }
    }

    [Theory]
    [InlineData("/dmsv1.0/products")]
    [InlineData("/dms/dms/v1.0/products")]
    [InlineData("/rds/v1.0/products")]
    [InlineData("/v1.0/prod%75cts%2F")]
    public async Task What_only_resembles_a_path_is_none(string path)
    {
        Refusal.Is(await host.GetAsync(path), 404, "111404001");
    }
}
