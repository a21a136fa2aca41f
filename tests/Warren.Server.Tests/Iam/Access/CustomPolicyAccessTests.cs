using System.Text.Json.Nodes;
using Warren.Engine.Iam.Roles;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Iam.Access;

/// <summary>Policies that limit to one instance, to one enterprise project, to an address; and denies.</summary>
public sealed class CustomPolicyAccessTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Fact]
    public async Task A_policy_for_one_instance_allows_that_one_alone()
    {
        var (mine, other) = (await host.CreateAsync(host.Order()), await host.CreateAsync(host.Order()));
        await host.WaitForAsync(mine, "RUNNING");
        await host.WaitForAsync(other, "RUNNING");
        var user = await GrantedUser.AddAsync(host);
        await user.GrantPolicyAsync($$"""{"Effect":"Allow","Action":["dms:instance:*"],"Resource":["DMS:*:*:rabbitmq:{{mine}}"]}""");

        Assert.Equal(200, (await user.CallAsync("GET", $"{host.Instances}/{mine}")).Status);
        Assert.Equal(200, (await user.CallAsync("GET", $"{host.Instances}/{mine.ToUpperInvariant()}")).Status);
        Refusal.Is(await user.CallAsync("GET", $"{host.Instances}/{other}"), 403, "111403003", "dms:instance:get");
        Refusal.Is(await user.CallAsync("GET", host.Instances), 403, "111403003", "dms:instance:list");
        Refusal.Is(await user.CallAsync("POST", host.Instances, host.Order().ToJsonString()), 403, "111403003", "dms:instance:create");
        Refusal.Is(await user.CallAsync("POST", $"{host.Instances}/action", Restart(other)), 403, "111403003", "dms:instance:modifyStatus");

        var both = await user.CallAsync("POST", $"{host.Instances}/action", Restart(other, mine));
        Assert.Equal(["failed", "success"], both.Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("result").GetString()));
    }

    [Fact]
    public async Task A_deny_wins_over_full_access()
    {
        var id = await host.CreateAsync(host.Order());
        var user = await GrantedUser.AddAsync(host, "DMS FullAccess");
        await user.GrantPolicyAsync("""{"Effect":"Deny","Action":["dms:*:delete"]}""");

        Assert.Equal(200, (await user.CallAsync("GET", $"{host.Instances}/{id}")).Status);
        Refusal.Is(await user.CallAsync("DELETE", $"{host.Instances}/{id}"), 403, "111403003", "dms:instance:delete");
        Refusal.Is(await user.CallAsync("POST", $"{host.Instances}/action", $$"""{"action":"delete","instances":["{{id}}"]}"""), 403, "111403003", "dms:instance:delete");
    }

    [Theory]
    [InlineData("""{"IpAddress":{"g:SourceIp":["127.0.0.0/8"]}}""", 200)]
    [InlineData("""{"NotIpAddress":{"g:SourceIp":["127.0.0.0/8"]}}""", 403)]
    [InlineData("""{"StringEquals":{"g:ProjectName":["eu-warren-1"]}}""", 200)]
    [InlineData("""{"StringStartWith":{"g:UserName":["admin"]}}""", 403)]
    [InlineData("""{"Bool":{"g:MFAPresent":["true"]}}""", 403)]
    [InlineData("""{"DateLessThan":{"g:CurrentTime":["2020-01-01T00:00:00Z"]}}""", 403)]
    public async Task Conditions_are_about_this_request(string condition, int status)
    {
        var user = await GrantedUser.AddAsync(host);
        await user.GrantPolicyAsync($$"""{"Effect":"Allow","Action":["dms:*:*"],"Condition":{{condition}}}""");

        Assert.Equal(status, (await user.CallAsync("GET", host.Instances)).Status);
    }

    [Fact]
    public async Task An_enterprise_project_s_user_sees_and_orders_in_that_one_alone()
    {
        var (mine, other) = (await OrderInAsync("ep-mine"), await OrderInAsync("ep-other"));
        var user = await GrantedUser.AddAsync(host);
        await user.GrantAsync(SystemRoles.Named("DMS FullAccess").Id, GrantScope.EnterpriseProject, "ep-mine");

        Assert.Equal([mine], await ListAsync(user, ""));
        Assert.Empty(await ListAsync(user, "?enterprise_project_id=ep-other"));
        Assert.Equal(200, (await user.CallAsync("GET", $"{host.Instances}/{mine}")).Status);
        Refusal.Is(await user.CallAsync("GET", $"{host.Instances}/{other}"), 403, "111403003", "dms:instance:get");
        Refusal.Is(await user.CallAsync("POST", host.Instances, In("ep-other").ToJsonString()), 403, "111403003", "dms:instance:create");
        Refusal.Is(await user.CallAsync("POST", host.Instances, host.Order().ToJsonString()), 403, "111403003", "dms:instance:create");
        Assert.NotEqual(403, (await user.CallAsync("POST", host.Instances, In("ep-mine").ToJsonString())).Status);
    }

    [Fact]
    public async Task A_deny_for_one_enterprise_project_takes_it_out_of_the_list()
    {
        var (hidden, shown) = (await OrderInAsync("ep-hidden"), await OrderInAsync("ep-shown"));
        var user = await GrantedUser.AddAsync(host, "DMS FullAccess");
        await user.GrantPolicyAsync("""{"Effect":"Deny","Action":["dms:*:*"],"Condition":{"StringEquals":{"g:EnterpriseProjectId":["ep-hidden"]}}}""");

        var listed = await ListAsync(user, "");
        Assert.Contains(shown, listed);
        Assert.DoesNotContain(hidden, listed);
        Refusal.Is(await user.CallAsync("GET", $"{host.Instances}/{hidden}"), 403, "111403003", "dms:instance:get");
    }

    private static string Restart(params string[] ids) => new JsonObject { ["action"] = "restart", ["instances"] = new JsonArray([.. ids.Select(i => (JsonNode)i)]) }.ToJsonString();

    private async Task<string> OrderInAsync(string enterpriseProjectId)
    {
        var id = await host.CreateAsync(host.Order());
        await using var store = host.OpenStore();
        (await store.Instances.FindAsync(id))!.EnterpriseProjectId = enterpriseProjectId;
        await store.SaveChangesAsync();
        return id;
    }

    private JsonObject In(string enterpriseProjectId)
    {
        var order = host.Order();
        order["enterprise_project_id"] = enterpriseProjectId;
        return order;
    }

    private async Task<IReadOnlyList<string?>> ListAsync(GrantedUser user, string query) =>
        [.. (await user.CallAsync("GET", host.Instances + query)).Json.GetProperty("instances").EnumerateArray().Select(i => i.GetProperty("instance_id").GetString())];
}
