using Warren.Server.Tests.Dms.V1.Create;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V2.Instances;

/// <summary>The list of /v2: pages by offset, and the whole number on each of them, which clients loop until they have reached.</summary>
public sealed class ListV2Tests(WarrenHost host) : IClassFixture<WarrenHost>
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { "limit=0", "DMS.00400062", "limit" },
        { "limit=51", "DMS.00400062", "50" },
        { "limit=ten", "DMS.00400062", "limit" },
        { "offset=-1", "DMS.00400062", "offset" },
        { "status=asleep", "DMS.00400062", "status" },
        { "engine=kafka", "DMS.00400007", "engine" },
    };

    [Fact]
    public async Task Pages_follow_each_other_until_the_total_is_reached()
    {
        List<string> ids = [];
        for (var i = 0; i < 12; i++)
        {
            ids.Add(await host.RunV2Async(OrderChange.Text("name", $"page-{i:00}")));
        }

        await IsAsync("name=page-", 12, ids.Take(10));
        await IsAsync("name=page-&offset=0&limit=5", 12, ids.Take(5));
        await IsAsync("name=page-&offset=10&limit=5", 12, ids.Skip(10));
        await IsAsync("name=page-&offset=12&limit=50", 12, []);
        await IsAsync("name=page-03&exact_match_name=true", 1, [ids[3]]);
        await IsAsync("name=page-&exact_match_name=True", 0, []);
        await IsAsync("name=page-&exact_match_name=&instance_id=&status=&engine=RabbitMQ&enterprise_project_id=all_granted_eps&include_failure=false&limit=50", 12, ids);
        await IsAsync($"instance_id={ids[7]}", 1, [ids[7]]);
        await IsAsync("name=page-&enterprise_project_id=7f3e1a52-0000-4000-8000-000000000000", 0, []);
        await IsAsync("name=page-&status=running", 12, ids.Take(10));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_asked_is_refused(string query, string code, string names) =>
        Refusal.Is(await host.GetAsync($"{host.V2()}/instances?{query}"), 400, code, names);

    private async Task IsAsync(string query, int total, IEnumerable<string> ids)
    {
        var answer = await host.GetAsync($"{host.V2()}/instances?{query}");
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(total, answer.Json.GetProperty("instance_num").GetInt32());
        Assert.Equal(ids, answer.Json.GetProperty("instances").EnumerateArray().Select(i => i.GetProperty("instance_id").GetString()!));
    }
}
