using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam.Access;

namespace Warren.Server.Tests.Dms.V2;

/// <summary>POST /v2/{project_id}/instances/{instance_id}/password: a change with the old one, a reset without (as real clients need it).</summary>
public sealed class PasswordTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Fact]
    public async Task A_change_needs_the_old_password_and_a_reset_does_not()
    {
        var id = await host.RunAsync();
        Refusal.Is(await SetAsync(id, """{"old_password":"Secret-x","new_password":"Secret-1"}"""), 400, "DMS.00400080", "old_password");

        Assert.Equal(204, (await SetAsync(id, """{"old_password":"Secret-0","new_password":"Secret-1"}""")).Status);
        await SettleAsync(id);
        Refusal.Is(await SetAsync(id, """{"old_password":"Secret-0","new_password":"Secret-2"}"""), 400, "DMS.00400080");
        Assert.Equal(204, (await SetAsync(id, """{"new_password":"Secret-2"}""")).Status);
        await SettleAsync(id);
        Assert.Equal(204, (await SetAsync(id, """{"old_password":"Secret-2","new_password":"Secret-3"}""")).Status);
    }

    [Fact]
    public async Task The_new_password_is_kept_readable_only_until_it_is_proven()
    {
        var id = await host.RunAsync();
        await SetAsync(id, """{"new_password":"Secret-9"}""");
        await SettleAsync(id);

        await using var store = host.OpenStore();
        Assert.Null((await store.Instances.FindAsync(id))!.ProtectedNewPassword);
    }

    [Theory]
    [InlineData("{}", "DMS.00400012")]
    [InlineData("""{"new_password":"short"}""", "DMS.00400012")]
    [InlineData("""{"new_password":"onlyletters"}""", "DMS.00400019")]
    public async Task A_password_that_an_order_could_not_have_is_refused(string body, string code) =>
        Refusal.Is(await SetAsync(await host.RunAsync(), body), 400, code);

    [Fact]
    public async Task Changing_and_resetting_are_permissions_of_their_own()
    {
        var id = await host.RunAsync();
        var user = await GrantedUser.AddAsync(host);
        await user.GrantPolicyAsync("""{"Effect":"Allow","Action":["dms:instance:modifyAuthInfo"]}""");
        var path = $"/v2/{host.Credentials.ProjectId}/instances/{id}/password";

        Refusal.Is(await user.CallAsync("POST", path, """{"new_password":"Secret-1"}"""), 403, "DMS.00403003", "dms:instance:resetAuthInfo");
        Assert.Equal(204, (await user.CallAsync("POST", path, """{"old_password":"Secret-0","new_password":"Secret-1"}""")).Status);
    }

    [Fact]
    public async Task While_a_password_is_being_set_the_instance_runs_and_other_changes_wait()
    {
        await using var own = await WarrenHost.StartAsync(_ => { });
        var id = await own.RunAsync();
        own.Brokers.PasswordFailure = new IOException("not yet");
        await own.CallAsync("POST", $"/v2/{own.Credentials.ProjectId}/instances/{id}/password", """{"new_password":"Secret-1"}""");

        Assert.Equal("RUNNING", (await own.ShowAsync(id)).GetProperty("status").GetString());
        Refusal.Is(await own.ExtendAsync(id, """{"new_storage_space":200}"""), 400, "111400026");
        own.Brokers.PasswordFailure = null;
    }

    private Task<Answer> SetAsync(string id, string body) => host.CallAsync("POST", $"/v2/{host.Credentials.ProjectId}/instances/{id}/password", body);

    /// <summary>Until the newest task has come to its end.</summary>
    private async Task SettleAsync(string id)
    {
        string status;
        do
        {
            status = (await host.GetAsync($"/v2/{host.Credentials.ProjectId}/instances/{id}/tasks?limit=1")).Json.GetProperty("tasks")[0].GetProperty("status").GetString()!;
        }
        while (status is "CREATED" or "EXECUTING");
        Assert.Equal("SUCCESS", status);
    }
}
