using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Warren.Engine.Audit;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam;
using Warren.Server.Tests.Iam.Access;
using Warren.Server.Tests.Isolation;

namespace Warren.Server.Tests.Audit;

/// <summary>Who did what, on which, from where, with what result; and every refusal.</summary>
public sealed class AuditTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Fact]
    public async Task A_creation_a_change_and_a_deletion_are_recorded_with_what_they_were_about()
    {
        var order = host.Order();
        var created = await host.CallAsync("POST", host.Instances, order.ToJsonString(), ("User-Agent", "a-client/1.0"));
        var id = created.Json.GetProperty("instance_id").GetString()!;
        await host.WaitForAsync(id, "RUNNING");
        var changed = await host.CallAsync("PUT", $"{host.Instances}/{id}", """{"description":"new"}""");
        var deleted = await host.CallAsync("DELETE", $"{host.Instances}/{id}");

        var traces = await TracesAsync($"resource_id={id}");
        Assert.Equal(["dms:instance:delete", "dms:instance:modify", "dms:instance:create"], traces.Select(t => Text(t, "trace_name")));
        Assert.Equal(["204", "204", "200"], traces.Select(t => Text(t, "code")));
        Assert.Equal([deleted, changed, created], traces.Select(t => new[] { deleted, changed, created }.Single(a => a.Headers["X-Request-Id"] == Text(t, "request_id"))));
        var creation = traces[2];
        Assert.Equal(
            ("normal", "DMS", "instance", (string)order["name"]!, "127.0.0.1", "a-client/1.0", $"POST {host.Instances}"),
            (Text(creation, "trace_rating"), Text(creation, "service_type"), Text(creation, "resource_type"), Text(creation, "resource_name"), Text(creation, "source_ip"), Text(creation, "user_agent"), Text(creation, "resource_url")));
        Assert.Equal((host.Credentials.User, host.Credentials.Account), (Text(creation.GetProperty("user"), "name"), Text(creation.GetProperty("user").GetProperty("domain"), "name")));
        Assert.Empty(await TracesAsync($"request_id={(await host.GetAsync($"{host.Instances}/{id}")).Headers["X-Request-Id"]}")); // reading is not recorded
    }

    [Fact]
    public async Task What_other_services_make_is_recorded_by_its_own_id()
    {
        var vpc = (await host.CallAsync("POST", $"/v1/{host.Credentials.ProjectId}/vpcs", """{"vpc":{"name":"audited","cidr":"10.99.0.0/16"}}""")).Json.GetProperty("vpc").GetProperty("id").GetString();
        var user = (await host.CallAsync("POST", "/v3.0/OS-USER/users", """{"user":{"name":"audited-user"}}""")).Json.GetProperty("user").GetProperty("id").GetString();

        Assert.Equal("audited", Text(Assert.Single(await TracesAsync($"resource_id={vpc}")), "resource_name"));
        var made = Assert.Single(await TracesAsync($"resource_id={user}"));
        Assert.Equal(("iam:users:createUser", "audited-user"), (Text(made, "trace_name"), Text(made, "resource_name")));
    }

    [Fact]
    public async Task A_refusal_is_recorded_with_its_code_and_reason()
    {
        var reader = await GrantedUser.AddAsync(host, "DMS ReadOnlyAccess");
        var nobody = await GrantedUser.AddAsync(host);
        var refusedCreate = await reader.CallAsync("POST", host.Instances, host.Order().ToJsonString());
        var refusedRead = await nobody.CallAsync("GET", host.Instances);
        var invalid = await host.CallAsync("POST", host.Instances, "{}");

        await IsRecordedAsync(refusedCreate, "403", "warning", "111403002", reader.Name);
        await IsRecordedAsync(refusedRead, "403", "warning", "111403003", nobody.Name);
        await IsRecordedAsync(invalid, "400", "warning", "111400", host.Credentials.User);
    }

    [Fact]
    public async Task Sign_ins_are_recorded_good_or_not()
    {
        var user = await GrantedUser.AddAsync(host);
        var good = await host.SendAsync("POST", "/v3/auth/tokens", user.SignIn());
        var wrong = await host.SendAsync("POST", "/v3/auth/tokens", user.SignIn().Replace(GrantedUser.Password, "Secret-xx", StringComparison.Ordinal));
        var unknown = await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.Of(SignInBody.Password(
            new JsonObject { ["name"] = "not-there", ["domain"] = new JsonObject { ["name"] = host.Credentials.Account } }, "Secret-xx")));
        var foreign = await host.SignedAsync("GET", host.Instances, host.Credentials.AccessKey, "wrong");

        await IsRecordedAsync(good, "201", "normal", null, user.Name);
        await IsRecordedAsync(wrong, "401", "warning", "401: The account, user name or password is wrong", user.Name);
        await IsRecordedAsync(unknown, "401", "warning", "401", "not-there");
        await IsRecordedAsync(foreign, "401", "warning", "APIGW.0301", host.Credentials.User);
        Assert.DoesNotContain(GrantedUser.Password, (await host.GetAsync($"/v3/{host.Credentials.ProjectId}/traces?limit=200")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_is_recorded_instance_by_instance()
    {
        var (one, two) = (await host.CreateAsync(host.Order()), await host.CreateAsync(host.Order()));
        const string Unknown = "11111111-2222-3333-4444-555555555555";
        await host.WaitForAsync(one, "RUNNING");
        await host.WaitForAsync(two, "RUNNING");
        var batch = await host.CallAsync("POST", $"{host.Instances}/action", $$"""{"action":"delete","instances":["{{one}}","{{Unknown}}","{{two}}"]}""");

        var traces = await TracesAsync($"request_id={batch.Headers["X-Request-Id"]}");
        Assert.Equal([one, two, Unknown], traces.Select(t => Text(t, "resource_id")).OrderBy(id => id == Unknown).ThenBy(id => id == two));
        Assert.Equal("111404022", Text(traces.Single(t => Text(t, "resource_id") == Unknown), "message"));
    }

    [Fact]
    public async Task The_list_is_paged_and_filtered()
    {
        var user = await GrantedUser.AddAsync(host, "DMS FullAccess", "CTS ReadOnlyAccess");
        for (var i = 0; i < 5; i++)
        {
            await user.CallAsync("POST", host.Instances, "{}");
        }

        var ids = new List<string>();
        string? marker = "";
        while (marker is not null)
        {
            var page = (await user.CallAsync("GET", $"/v3/{host.Credentials.ProjectId}/traces?user={user.Name}&service_type=dms&limit=2&next={marker}")).Json;
            ids.AddRange(page.GetProperty("traces").EnumerateArray().Select(t => Text(t, "trace_id")));
            Assert.Equal(page.GetProperty("traces").GetArrayLength(), page.GetProperty("meta_data").GetProperty("count").GetInt32());
            marker = page.GetProperty("meta_data").GetProperty("marker").GetString();
        }

        Assert.Equal(5, ids.Count);
        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), ids);
        Assert.Equal(ids[3], Text(Assert.Single(await TracesAsync($"trace_id={ids[3]}")), "trace_id"));
        Assert.Empty(await TracesAsync($"user={user.Name}&service_type=dms&trace_rating=normal"));
        Assert.Empty(await TracesAsync($"user={user.Name}&to=1000"));
        Assert.Equal(5, (await TracesAsync($"user={user.Name}&service_type=DMS&from=1000&trace_type=system")).Count);
        Assert.Empty(await TracesAsync("trace_type=data"));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("from=yesterday", "from")]
    [InlineData("trace_rating=bad", "trace_rating")]
    [InlineData("trace_type=other", "trace_type")]
    public async Task A_filter_that_cannot_be_one_is_refused(string query, string names) =>
        Refusal.Is(await host.GetAsync($"/v3/{host.Credentials.ProjectId}/traces?{query}"), 400, "111400063", names);

    [Fact]
    public async Task Nobody_sees_what_is_not_theirs()
    {
        var other = await OtherAccount.AddAsync(host);
        var reader = await GrantedUser.AddAsync(host, "CTS ReadOnlyAccess");
        await host.CallAsync("POST", "/v3.0/OS-USER/users", """{"user":{"name":"seen-by-few"}}""");

        var theirs = await host.SendAsync("GET", $"/v3/{other.ProjectId}/traces?limit=200", null, ("X-Auth-Token", other.Token));
        Assert.DoesNotContain(host.Credentials.Account, theirs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("seen-by-few", (await reader.CallAsync("GET", $"/v3/{host.Credentials.ProjectId}/traces?limit=200")).Text, StringComparison.Ordinal);
        Assert.Contains("seen-by-few", (await host.GetAsync($"/v3/{host.Credentials.ProjectId}/traces?limit=200")).Text, StringComparison.Ordinal);
        Refusal.Is(await (await GrantedUser.AddAsync(host, "DMS FullAccess")).CallAsync("GET", $"/v3/{host.Credentials.ProjectId}/traces"), 403, "111403003", "cts:trace:list");
    }

    [Fact]
    public async Task Events_older_than_the_retention_are_deleted()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(3));
        await using var own = await WarrenHost.StartAsync(services => services.AddSingleton<TimeProvider>(clock), ("Audit:Retention", "1.00:00:00"));
        await own.CallAsync("POST", own.Instances, "{}");
        clock.Advance(TimeSpan.FromHours(23));
        await own.CallAsync("POST", own.Instances, "{}");
        clock.Advance(TimeSpan.FromHours(2));

        await own.Services.GetServices<IHostedService>().OfType<AuditRetention>().Single().SweepAsync(TestContext.Current.CancellationToken);

        await using var store = own.OpenStore();
        Assert.Equal(1, await store.AuditEvents.CountAsync(e => e.Action == "dms:instance:create", TestContext.Current.CancellationToken));
    }

    private static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;

    private async Task<IReadOnlyList<JsonElement>> TracesAsync(string query)
    {
        var answer = await host.GetAsync($"/v3/{host.Credentials.ProjectId}/traces?limit=200&{query}");
        Assert.True(answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("traces").EnumerateArray()];
    }

    private async Task IsRecordedAsync(Answer answer, string code, string rating, string? message, string userName)
    {
        var trace = Assert.Single(await TracesAsync($"request_id={answer.Headers["X-Request-Id"]}"));
        Assert.Equal((code, rating, userName), (Text(trace, "code"), Text(trace, "trace_rating"), Text(trace.GetProperty("user"), "name")));
        if (message is null)
        {
            Assert.False(trace.TryGetProperty("message", out _));
        }
        else
        {
            Assert.StartsWith(message, Text(trace, "message"), StringComparison.Ordinal);
        }
    }
}
