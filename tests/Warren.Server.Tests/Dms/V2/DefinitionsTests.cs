using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Broker;
using Warren.Server.Tests.Dms.V2.Instances;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam.Access;

namespace Warren.Server.Tests.Dms.V2;

/// <summary>Definitions on the wire: what goes out and comes in of a broker, and what never does; the tests with real brokers (DefinitionTests) see them work.</summary>
public sealed class DefinitionsTests : IAsyncLifetime
{
    private const string OfBroker =
        """
        {"rabbit_version":"3.10.8",
         "users":[{"name":"warren.agent","password_hash":"secret","tags":["administrator"]},{"name":"user","password_hash":"own","tags":["administrator"]},{"name":"reader","password_hash":"r","tags":[]}],
         "vhosts":[{"name":"/"},{"name":"a+b"}],
         "permissions":[{"user":"warren.agent","vhost":"/","configure":"","write":"","read":""},{"user":"user","vhost":"a+b","configure":".*","write":".*","read":".*"}],
         "topic_permissions":[{"user":"warren.agent","vhost":"/","exchange":"","write":"","read":""}],
         "global_parameters":[{"name":"cluster_name","value":"x"},{"name":"internal_cluster_id","value":"y"},{"name":"mqtt_default_vhosts","value":{}}],
         "policies":[],"queues":[{"name":"q","vhost":"/"}]}
        """;

    private readonly WarrenHost host = new(_ => { });
    private readonly ConcurrentQueue<string> imported = new();
    private ManagementAnswer answer = new(204, "");

    public async ValueTask InitializeAsync()
    {
        await host.InitializeAsync();
        host.Brokers.Management = call =>
        {
            if (call.Method == HttpMethod.Get)
            {
                return new ManagementAnswer(200, OfBroker);
            }

            imported.Enqueue(call.Body!);
            return answer;
        };
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task An_export_is_the_brokers_own_without_Warrens_user()
    {
        var id = await host.RunV2Async();

        var exported = await host.GetAsync(Path(id));

        Assert.DoesNotContain("warren.agent", exported.Text, StringComparison.Ordinal);
        Assert.Equal(["user", "reader"], exported.Json.GetProperty("users").EnumerateArray().Select(u => u.GetProperty("name").GetString()));
        Assert.Equal("r", exported.Json.GetProperty("users")[1].GetProperty("password_hash").GetString());
        Assert.Equal("a+b", exported.Json.GetProperty("permissions")[0].GetProperty("vhost").GetString());
        Assert.Equal(0, exported.Json.GetProperty("topic_permissions").GetArrayLength());
    }

    [Fact]
    public async Task An_import_is_a_task_that_leaves_out_Warrens_user_the_instances_password_and_the_brokers_identity()
    {
        var id = await host.RunV2Async();

        var task = await ImportAsync(id, OfBroker);

        Assert.Equal(("importInstanceDefinitions", "SUCCESS"), (Text(task, "name"), Text(task, "status")));
        Assert.Equal("""{"users":1,"vhosts":2,"permissions":1,"topic_permissions":0,"global_parameters":1,"policies":0,"queues":1}""", Text(task, "params"));
        var sent = JsonElement.Parse(Assert.Single(imported));
        Assert.Equal(
            """{"users":[{"name":"reader","password_hash":"r","tags":[]}],"vhosts":[{"name":"/"},{"name":"a+b"}],"permissions":[{"user":"user","vhost":"a+b","configure":".*","write":".*","read":".*"}],"topic_permissions":[],"global_parameters":[{"name":"mqtt_default_vhosts","value":{}}],"policies":[],"queues":[{"name":"q","vhost":"/"}]}""",
            sent.GetRawText());
        Assert.Equal("RUNNING", (await host.ShowV2Async(id)).GetProperty("status").GetString());
        await using var store = host.OpenStore();
        Assert.False(await store.DefinitionImports.AnyAsync(i => i.InstanceId == id)); // nothing is kept
    }

    [Fact]
    public async Task What_the_broker_refuses_is_a_failed_task_of_an_instance_that_is_well()
    {
        var id = await host.RunV2Async();
        answer = new ManagementAnswer(400, """{"error":"bad_request","reason":"vhost q does not exist"}""");

        var task = await ImportAsync(id, """{"queues":[{"name":"q","vhost":"q"}]}""");

        Assert.Equal("FAILED", Text(task, "status"));
        Assert.Contains("vhost q does not exist", Text(task, "error_msg"), StringComparison.Ordinal);
        answer = new ManagementAnswer(204, "");
        Assert.Equal("SUCCESS", Text(await ImportAsync(id, """{"vhosts":[{"name":"q"}]}"""), "status"));
        Assert.Equal("RUNNING", (await host.ShowV2Async(id)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("", "DMS.00400004", "body")]
    [InlineData("[]", "DMS.00400005", "object")]
    [InlineData("{}", "DMS.00400063", "definitions")]
    [InlineData("""{"rabbit_version":"3.10.8"}""", "DMS.00400063", "definitions")]
    [InlineData("""{"users":{}}""", "DMS.00400063", "users")]
    [InlineData("""{"queues":["q"]}""", "DMS.00400063", "queues")]
    public async Task What_is_not_definitions_is_refused(string body, string code, string word)
    {
        var id = await host.RunV2Async();

        Refusal.Is(await host.CallAsync("POST", Path(id), body), 400, code, word);

        Assert.Empty(imported);
    }

    [Fact]
    public async Task They_hold_hashes_and_make_users_so_they_need_the_permission_to_reset_a_password()
    {
        var id = await host.RunV2Async();
        var user = await GrantedUser.AddAsync(host);
        await user.GrantPolicyAsync("""{"Effect":"Allow","Action":["dms:instance:get","dms:instance:modify"]}""");
        Refusal.Is(await user.CallAsync("GET", Path(id), ""), 403, "DMS.00403003", "dms:instance:resetAuthInfo");
        Refusal.Is(await user.CallAsync("POST", Path(id), """{"vhosts":[]}"""), 403, "DMS.00403003", "dms:instance:resetAuthInfo");

        var other = await GrantedUser.AddAsync(host);
        await other.GrantPolicyAsync("""{"Effect":"Allow","Action":["dms:instance:resetAuthInfo"]}""");
        Assert.Equal(200, (await other.CallAsync("GET", Path(id), "")).Status);
        Refusal.Is(await other.CallAsync("POST", Path(id), """{"vhosts":[]}"""), 403, "DMS.00403003", "dms:instance:modify");
    }

    private static string Text(JsonElement on, string member) => on.GetProperty(member).GetString()!;

    private string Path(string id) => $"{host.V2()}/instances/{id}/definitions";

    private async Task<JsonElement> ImportAsync(string id, string body)
    {
        var accepted = await host.CallAsync("POST", Path(id), body);
        Assert.True(accepted.Status == 200, accepted.Text);
        return await host.EndedAsync(id, Text(accepted.Json, "job_id"));
    }
}
