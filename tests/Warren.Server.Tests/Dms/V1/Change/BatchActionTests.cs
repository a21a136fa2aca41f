using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Server.Tests.Goldens;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1.Change;

/// <summary>POST of an action on several instances (5.5 of the reference).</summary>
public sealed class BatchActionTests(WarrenHost host)
{
    private const string Nobody = "8959ab1c-7a1a-4eb1-a05a-93dfc361b32d";

    [Theory]
    [InlineData("batch-restart.request", "RESTARTING")]
    [InlineData("batch-delete.request", "DELETING")]
    public async Task The_examples_of_5_5_are_accepted_and_answered_in_the_order_of_the_request(string example, string status)
    {
        string[] ids = [await host.RunAsync(), await host.RunAsync()];
        await using var first = await HeldInstance.TakeAsync(host, ids[0]);
        await using var second = await HeldInstance.TakeAsync(host, ids[1]);
        var body = Golden.ReadObject(example);
        body["instances"] = new JsonArray(ids[1], ids[0]);

        var answer = await host.ActAsync(body.ToJsonString());

        Assert.Equal(200, answer.Status);
        Golden.HasShape(Golden.Read("batch-action.response"), answer.Json);
        Assert.Equal([(ids[1], "success"), (ids[0], "success")], Results(answer));
        Assert.Equal(status, await host.StatusAsync(ids[0]));
        Assert.Equal(status, await host.StatusAsync(ids[1]));
    }

    [Fact]
    public async Task One_that_cannot_be_found_fails_for_itself()
    {
        var other = await OtherProject.AddAsync(host);
        var (mine, another) = (await host.RunAsync(), await host.RunAsync());
        string[] ids = [Nobody, mine, "no-id", another.ToUpperInvariant()];

        var answer = await host.ActAsync(Body("restart", ids));

        Assert.Equal(200, answer.Status);
        Assert.Equal([(Nobody, "failed"), (mine, "success"), ("no-id", "failed"), (another.ToUpperInvariant(), "success")], Results(answer));
        var foreign = await host.SendAsync("POST", $"{other.Instances}/action", Body("delete", mine), other.Token);
        Assert.Equal([(mine, "failed")], Results(foreign));
        await host.WaitForAsync(mine, "RUNNING");
    }

    [Theory]
    [InlineData("restart", "CREATING", "failed")]
    [InlineData("restart", "CREATEFAILED", "failed")]
    [InlineData("restart", "RESTARTING", "failed")]
    [InlineData("restart", "RESIZING", "failed")]
    [InlineData("restart", "RESIZING FAILED", "failed")]
    [InlineData("restart", "DELETING", "failed")]
    [InlineData("restart", "FAULTY", "success")]
    [InlineData("delete", "CREATING", "failed")]
    [InlineData("delete", "RESTARTING", "failed")]
    [InlineData("delete", "CREATEFAILED", "success")]
    [InlineData("delete", "RESIZING", "success")]
    [InlineData("delete", "RESIZING FAILED", "success")]
    [InlineData("delete", "FAULTY", "success")]
    [InlineData("delete", "DELETING", "success")]
    public async Task A_status_that_does_not_allow_it_fails_for_itself(string action, string status, string result)
    {
        var id = await host.RunAsync();
        await using var held = await host.HoldAsync(id, status);

        Assert.Equal([(id, result)], Results(await host.ActAsync(Body(action, id))));
    }

    [Fact]
    public async Task An_id_given_twice_is_answered_twice()
    {
        var id = await host.RunAsync();
        await using var held = await HeldInstance.TakeAsync(host, id);

        Assert.Equal([(id, "success"), (id, "failed")], Results(await host.ActAsync(Body("restart", id, id))));
    }

    [Fact]
    public async Task Fifty_ids_are_taken_and_not_one_more()
    {
        Assert.Equal(50, Results(await host.ActAsync(Body("delete", [.. Enumerable.Repeat(Nobody, 50)]))).Count);
        Refusal.Is(await host.ActAsync(Body("delete", [.. Enumerable.Repeat(Nobody, 51)])), 400, "111400100", "instances");
    }

    [Theory]
    [InlineData("""{"action":"restart"}""", "111400065", "instances")]
    [InlineData("""{"action":"restart","instances":null}""", "111400065", "instances")]
    [InlineData("""{"action":"restart","instances":[]}""", "111400065", "instances")]
    [InlineData("""{"action":"delete","instances":[]}""", "111400065", "instances")]
    [InlineData("""{"action":"delete","instances":[""]}""", "111400065", "instances")]
    [InlineData("""{"action":"delete","instances":[null]}""", "111400065", "instances")]
    [InlineData("""{"action":"delete","allFailure":"false"}""", "111400065", "instances")]
    [InlineData("""{"action":"delete","allFailure":false}""", "111400065", "instances")]
    [InlineData("""{"action":"delete","allFailure":""}""", "111400065", "instances")]
    [InlineData("""{"action":"delete","allFailure":null}""", "111400065", "instances")]
    [InlineData("""{"action":"restart","allFailure":"true"}""", "111400065", "instances")]
    [InlineData("""{"instances":["8959ab1c-7a1a-4eb1-a05a-93dfc361b32d"]}""", "111400064", "action")]
    [InlineData("""{"action":null,"instances":[]}""", "111400064", "action")]
    [InlineData("""{"action":"","instances":[]}""", "111400064", "action")]
    [InlineData("""{"action":"stop","instances":[]}""", "111400064", "action")]
    [InlineData("""{"action":"Restart","instances":[]}""", "111400064", "action")]
    [InlineData("""{"action":"stop","allFailure":"true"}""", "111400064", "action")]
    [InlineData("""{"action":1}""", "111400005", "action")]
    [InlineData("""{"action":"delete","instances":"8959ab1c-7a1a-4eb1-a05a-93dfc361b32d"}""", "111400005", "instances")]
    [InlineData("""{"action":"delete","instances":[1]}""", "111400005", "instances")]
    [InlineData("""{"action":"delete","allFailure":[]}""", "111400005", "allFailure")]
    [InlineData("", "111400004", "body")]
    [InlineData("{", "111400005", "JSON")]
    public async Task A_body_that_does_not_say_what_to_do_is_refused(string body, string code, string names)
    {
        Refusal.Is(await host.ActAsync(body), 400, code, names);
    }

    private static string Body(string action, params string[] ids) =>
        new JsonObject { ["action"] = action, ["instances"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) }.ToJsonString();

    private static List<(string Instance, string Result)> Results(Answer answer) =>
    [
        .. answer.Json.GetProperty("results").EnumerateArray().Select((JsonElement r) => (r.GetProperty("instance").GetString()!, r.GetProperty("result").GetString()!)),
    ];
}
