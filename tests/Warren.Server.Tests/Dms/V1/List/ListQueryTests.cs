using Warren.Engine.Instances;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1.List;

/// <summary>The query of the list call, parameter by parameter (table 5-19 and what real clients need).</summary>
public sealed class ListQueryTests(WarrenHost host) : IClassFixture<WarrenHost>, IAsyncLifetime
{
    private static readonly Resident[] Residents =
    [
        Resident.Running("alpha"),
        Resident.Running("Alpha-2") with { EnterpriseProject = "8b5a4ae8-4d5c-4e0c-8e8c-0a0a0a0a0a0a" },
        Resident.Running("beta_x"),
        Resident.Running("beta-x") with { Health = InstanceHealth.Faulty },
        Resident.Running("gamma") with { HasServed = false, Health = InstanceHealth.Pending },
        Resident.Running("delta") with { HasServed = false, Health = InstanceHealth.CreateFailed },
        Resident.Running("gone") with { Deleting = true },
    ];

    public async ValueTask InitializeAsync() => await Population.ReplaceAsync(host, Residents);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("", "alpha Alpha-2 beta_x beta-x gamma gone")]
    [InlineData("engine=&name=&id=&status=&includeFailure=&exactMatchName=&enterprise_project_id=&start=&limit=", "alpha Alpha-2 beta_x beta-x gamma gone")]
    [InlineData("engine=rabbitmq", "alpha Alpha-2 beta_x beta-x gamma gone")]
    [InlineData("engine=RabbitMQ", "alpha Alpha-2 beta_x beta-x gamma gone")]
    [InlineData("name=lpha", "alpha Alpha-2")]
    [InlineData("name=a", "alpha Alpha-2 beta_x beta-x gamma")]
    [InlineData("name=Alpha", "Alpha-2")]
    [InlineData("name=beta_x", "beta_x")] // _ is a letter like any other here
    [InlineData("name=%25", "")]
    [InlineData("name=%5F", "beta_x")]
    [InlineData("name=alpha&exactMatchName=true", "alpha")]
    [InlineData("name=alpha&exactMatchName=True", "alpha")]
    [InlineData("name=lpha&exactMatchName=true", "")]
    [InlineData("name=lpha&exactMatchName=false", "alpha Alpha-2")]
    [InlineData("name=lpha&exactMatchName=yes", "alpha Alpha-2")] // every other value is false
    [InlineData("name=%E5%85%94", "")]
    [InlineData("name=%27%20OR%201%3D1%20--", "")]
    [InlineData("name=alpha%00", "")]
    [InlineData("includeFailure=true", "alpha Alpha-2 beta_x beta-x gamma delta gone")]
    [InlineData("includeFailure=True", "alpha Alpha-2 beta_x beta-x gamma delta gone")]
    [InlineData("includeFailure=1", "alpha Alpha-2 beta_x beta-x gamma gone")]
    [InlineData("includeFailure=false", "alpha Alpha-2 beta_x beta-x gamma gone")]
    [InlineData("status=CREATEFAILED&includeFailure=true", "delta")]
    [InlineData("enterprise_project_id=0", "alpha beta_x beta-x gamma gone")]
    [InlineData("enterprise_project_id=8b5a4ae8-4d5c-4e0c-8e8c-0a0a0a0a0a0a", "Alpha-2")]
    [InlineData("enterprise_project_id=all_granted_eps", "alpha Alpha-2 beta_x beta-x gamma gone")]
    [InlineData("enterprise_project_id=1", "")]
    [InlineData("id=8959ab1c-7a1a-4eb1-a05a-93dfc361b32d", "")]
    [InlineData("id=nonsense", "")]
    [InlineData("name=beta&status=FAULTY", "beta-x")]
    [InlineData("unknown=1&Name=alpha", "alpha")] // names of query parameters have no case in ASP.NET
    [InlineData("start=1&limit=10&name=&status=&id=&includeFailure=true&exactMatchName=false", "alpha Alpha-2 beta_x beta-x gamma delta gone")]
    public async Task A_query_finds(string query, string names)
    {
        var answer = await host.GetAsync($"{host.Instances}?{query}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(names, string.Join(' ', Names(answer)));
        Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, answer.Json.GetProperty("instance_num").GetInt32());
    }

    [Theory]
    [InlineData("start=0", "alpha Alpha-2 beta_x beta-x gamma gone")] // as 1
    [InlineData("start=1", "alpha Alpha-2 beta_x beta-x gamma gone")]
    [InlineData("start=2", "Alpha-2 beta_x beta-x gamma gone")]
    [InlineData("start=6", "gone")]
    [InlineData("start=7", "")]
    [InlineData("start=2147483647", "")]
    [InlineData("limit=1", "alpha")]
    [InlineData("limit=2000", "alpha Alpha-2 beta_x beta-x gamma gone")]
    [InlineData("start=3&limit=2", "beta_x beta-x")]
    [InlineData("start=6&limit=2", "gone")]
    public async Task A_page_holds_its_rows_and_says_how_many_there_are_in_all(string query, string names)
    {
        var answer = await host.GetAsync($"{host.Instances}?{query}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(names, string.Join(' ', Names(answer)));
        Assert.Equal(6, answer.Json.GetProperty("instance_num").GetInt32()); // without it clients loop for ever (as real clients need it)
    }

    [Theory]
    [InlineData("limit=0", "111400062", "limit")]
    [InlineData("limit=-1", "111400062", "limit")]
    [InlineData("limit=2001", "111400062", "limit")]
    [InlineData("limit=9999999999", "111400062", "limit")]
    [InlineData("limit=ten", "111400062", "limit")]
    [InlineData("limit=1.5", "111400062", "limit")]
    [InlineData("limit=%201", "111400062", "limit")]
    [InlineData("limit=1&limit=2", "111400062", "limit")]
    [InlineData("start=-1", "111400062", "start")]
    [InlineData("start=2147483648", "111400062", "start")]
    [InlineData("start=first", "111400062", "start")]
    [InlineData("status=SLEEPING", "111400062", "status")]
    [InlineData("status=RUNNING,FAULTY", "111400062", "status")]
    [InlineData("status=%E8%BF%90%E8%A1%8C", "111400062", "status")]
    [InlineData("engine=kafka", "111400007", "engine")]
    public async Task A_query_that_breaks_a_rule_is_refused(string query, string code, string names)
    {
        Refusal.Is(await host.GetAsync($"{host.Instances}?{query}"), 400, code, names);
    }

    private static IEnumerable<string?> Names(Answer answer) =>
        answer.Json.GetProperty("instances").EnumerateArray().Select(i => i.GetProperty("name").GetString());
}
