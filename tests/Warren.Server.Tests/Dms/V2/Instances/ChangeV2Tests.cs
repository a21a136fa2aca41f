using System.Text.Json;
using Warren.Server.Tests.Dms.V1;
using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V2.Instances;

/// <summary>Modifying, deleting and acting on several on /v2.</summary>
public sealed class ChangeV2Tests(WarrenHost host)
{
    [Fact]
    public async Task What_is_modified_is_shown_and_the_rest_stays()
    {
        var id = await host.RunV2Async();
        var before = await host.ShowV2Async(id);
        var body = $$"""
            {"name":"{{before.GetProperty("name").GetString()}}x","description":"of v2","maintain_begin":"06:00:00","maintain_end":"10:00:00","enable_acl":true,
             "security_group_id":"{{host.Credentials.SecurityGroupId}}","enable_publicip":false,"publicip_id":"","enterprise_project_id":"0"}
            """;

        var answer = await host.CallAsync("PUT", $"{host.V2()}/instances/{id}", body);

        Assert.Equal((204, ""), (answer.Status, answer.Text));
        var after = await host.ShowV2Async(id);
        string[] changed = ["name", "description", "maintain_begin", "maintain_end", "enable_acl"];
        Assert.Equal(
            [$"{before.GetProperty("name").GetString()}x", "of v2", "06:00:00", "10:00:00", "True"],
            changed.Select(m => after.GetProperty(m).ToString()));
        Assert.All(
            before.EnumerateObject().Where(m => !changed.Contains(m.Name, StringComparer.Ordinal)),
            m => Assert.True(JsonElement.DeepEquals(m.Value, after.GetProperty(m.Name)), m.Name));

        Refusal.Is(await host.CallAsync("PUT", $"{host.V2()}/instances/{id}", """{"name":"1","enable_acl":false}"""), 400, "DMS.00400010", "name");
        Assert.True((await host.ShowV2Async(id)).GetProperty("enable_acl").GetBoolean());
    }

    [Fact]
    public async Task A_deletion_shows_until_nothing_is_left()
    {
        var id = await host.RunV2Async();
        await using (await HeldInstance.TakeAsync(host, id))
        {
            var answer = await host.CallAsync("DELETE", $"{host.V2()}/instances/{id}");

            Assert.Equal((204, ""), (answer.Status, answer.Text));
            Assert.Equal("DELETING", (await host.ShowV2Async(id)).GetProperty("status").GetString());
        }

        await host.WaitForAsync(id, "GONE");
        Refusal.Is(await host.GetAsync($"{host.V2()}/instances/{id}"), 404, "DMS.00404022");
    }

    [Theory]
    [InlineData("CREATING")]
    [InlineData("RESTARTING")]
    public async Task A_status_that_does_not_allow_a_deletion_has_the_code_that_clients_try_again_on(string status)
    {
        var id = await host.RunV2Async();
        await using var held = await host.HoldAsync(id, status);

        Refusal.Is(await host.CallAsync("DELETE", $"{host.V2()}/instances/{id}"), 400, "DMS.00400026", id);
    }

    [Fact]
    public async Task Several_are_restarted_or_deleted_in_the_order_of_the_request()
    {
        const string Nobody = "8959ab1c-7a1a-4eb1-a05a-93dfc361b32d";
        string[] ids = [await host.RunV2Async(), await host.RunV2Async()];

        var restart = await ActAsync($$"""{"action":"restart","instances":["{{ids[1]}}","{{Nobody}}","{{ids[0]}}"]}""");

        Assert.Equal(200, restart.Status);
        Assert.Equal(
            [(ids[1], "success"), (Nobody, "failed"), (ids[0], "success")],
            restart.Json.GetProperty("results").EnumerateArray().Select(r => (r.GetProperty("instance").GetString()!, r.GetProperty("result").GetString()!)));
        await host.WaitForAsync(ids[0], "RUNNING");
        Refusal.Is(await ActAsync($$"""{"action":"stop","instances":["{{ids[1]}}"]}"""), 400, "DMS.00400064", "restart");
        Refusal.Is(await ActAsync("""{"action":"delete"}"""), 400, "DMS.00400065", "instances");
    }

    [Theory]
    [InlineData("all_failure")]
    [InlineData("allFailure")]
    public async Task All_that_failed_are_deleted_without_a_body_in_the_answer(string member)
    {
        var failed = await host.RunV2Async();
        await using (await host.HoldAsync(failed, "CREATEFAILED"))
        {
        }

        var answer = await ActAsync($$"""{"action":"delete","{{member}}":"rabbitmq"}""");

        Assert.Equal((204, ""), (answer.Status, answer.Text));
        await host.WaitForAsync(failed, "GONE");
    }

    [Fact]
    public async Task Names_for_instances_are_refused_since_there_are_none()
    {
        var id = await host.RunV2Async();

        Refusal.Is(await host.CallAsync("POST", $"{host.V2()}/rabbitmq/instances/{id}/dns"), 400, "DMS.00400800", "connect_address");
        Refusal.Is(await host.CallAsync("POST", $"{host.V2()}/rabbitmq/instances/8959ab1c-7a1a-4eb1-a05a-93dfc361b32d/dns"), 404, "DMS.00404022");
        Assert.False((await host.ShowV2Async(id)).GetProperty("dns_enable").GetBoolean());
    }

    private Task<Answer> ActAsync(string body) => host.CallAsync("POST", $"{host.V2()}/instances/action", body);
}
