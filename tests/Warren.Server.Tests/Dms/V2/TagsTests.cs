using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Server.Tests.Dms.V1;
using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Dms.V1.Create;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V2;

/// <summary>Tags of instances (as real clients need it); their errors have the form of /v2.</summary>
public sealed class TagsTests(WarrenHost host)
{
    private const string Allowed = "1 to 128";

    public static TheoryData<string, string, string> Refused()
    {
        var rows = new TheoryData<string, string, string>
        {
            { "", "DMS.00400004", "body" },
            { "[]", "DMS.00400005", "object" },
            { """{"action":"create","tags":{}}""", "DMS.00400005", "tags" },
            { """{"action":"create","tags":[{"key":1}]}""", "DMS.00400005", "key" },
            { """{"action":"create"}""", "DMS.00400063", "tags" },
            { """{"action":"create","tags":[]}""", "DMS.00400063", "tags" },
            { """{"action":"create","tags":[null]}""", "DMS.00400063", "tags.key" },
            { """{"action":"create","tags":[{"value":"v"}]}""", "DMS.00400063", "tags.key" },
            { """{"action":"create","tags":[{"key":"twice","value":"1"},{"key":"twice","value":"2"}]}""", "DMS.00400063", "each key once" },
            { """{"tags":[{"key":"k"}]}""", "DMS.00400063", "action" },
            { """{"action":"replace","tags":[{"key":"k"}]}""", "DMS.00400063", "action" },
            { """{"action":"delete","tags":[{"key":""}]}""", "DMS.00400063", "tags.key" },
            { Tag("k", new string('v', 256)), "DMS.00400063", "tags.value" },
            { Tag("k", "a\nb"), "DMS.00400063", "tags.value" },
            { Body("create", Enumerable.Range(1, 21).Select(n => ($"key{n}", "v"))), "DMS.00400063", "20" },
        };
        foreach (var key in (string[])["", new('k', 129), " k", "k ", "a\tb", "a\0b", "=", "a*", "<a", "a>b", "a\\b", "a,b", "a|b", "a/b"])
        {
            rows.Add(Tag(key, "v"), "DMS.00400063", Allowed);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_tag_is_refused_and_changes_nothing(string body, string code, string names)
    {
        var id = await host.CreateAsync(OrderChange.Apply(host.Order(), """{"tags":[{"key":"team","value":"rabbits"}]}"""));

        Refusal.Is(await ActAsync(id, body), 400, code, names);

        Assert.Equal(["team=rabbits"], await TagsAsync(id));
    }

    [Fact]
    public async Task Tags_are_added_changed_and_listed_by_key()
    {
        var id = await host.CreateAsync(OrderChange.Apply(host.Order(), """{"tags":[{"key":"team","value":"rabbits"},{"key":"bare"}]}"""));
        var longest = (new string('k', 128), new string('v', 255));

        var answer = await ActAsync(id, Body("create", [("team", "hares"), ("兔 子", "洞 <&>"), longest, ("empty", "")]));

        Assert.Equal((204, ""), (answer.Status, answer.Text));
        string[] expected = ["bare=", "empty=", $"{longest.Item1}={longest.Item2}", "team=hares", "兔 子=洞 <&>"];
        Assert.Equal(expected, await TagsAsync(id));
        Assert.Equal(expected, (await host.ShowAsync(id)).GetProperty("tags").EnumerateArray().Select(Text));
    }

    [Fact]
    public async Task An_instance_has_twenty_tags_and_not_one_more()
    {
        var id = await host.CreateAsync(host.Order());
        Assert.Equal(204, (await ActAsync(id, Body("create", Enumerable.Range(1, 20).Select(n => ($"key{n}", "v"))))).Status);

        Refusal.Is(await ActAsync(id, Tag("key21", "v")), 400, "DMS.00400063", "at most 20");

        Assert.Equal(204, (await ActAsync(id, Tag("key20", "new"))).Status); // that is none more
        Assert.Equal(20, (await TagsAsync(id)).Count);
    }

    [Fact]
    public async Task An_order_with_more_is_refused_too()
    {
        var order = host.Order();
        order["tags"] = JsonNode.Parse(Body("create", Enumerable.Range(1, 21).Select(n => ($"key{n}", "v"))))!["tags"]!.DeepClone();

        Refusal.Is(await host.CallAsync("POST", host.Instances, order.ToJsonString()), 400, "111400063", "tags");
    }

    [Fact]
    public async Task Tags_are_removed_by_key_and_with_a_value_only_when_it_is_theirs()
    {
        var id = await host.CreateAsync(OrderChange.Apply(host.Order(), """{"tags":[{"key":"a","value":"1"},{"key":"b","value":"2"},{"key":"c","value":"3"}]}"""));

        var answer = await ActAsync(id, """{"action":"delete","tags":[{"key":"a"},{"key":"b","value":"another"},{"key":"c","value":"3"},{"key":"none"}]}""");

        Assert.Equal(204, answer.Status);
        Assert.Equal(["b=2"], await TagsAsync(id));
    }

    [Fact]
    public async Task A_project_s_keys_are_listed_with_every_value_once_and_without_those_of_deleted_instances()
    {
        var key = $"key-{Guid.NewGuid():N}";
        foreach (var value in (string[])["b", "a", "b"])
        {
            await host.CreateAsync(OrderChange.Apply(host.Order(), $$"""{"tags":[{"key":"{{key}}","value":"{{value}}"}]}"""));
        }

        var deleted = await host.RunAsync($$"""{"tags":[{"key":"{{key}}","value":"gone"}]}""");
        await host.CallAsync("DELETE", $"{host.Instances}/{deleted}");

        var tags = (await host.GetAsync($"/v2/{host.Credentials.ProjectId}/rabbitmq/tags")).Json.GetProperty("tags").EnumerateArray();

        var mine = tags.Single(t => t.GetProperty("key").GetString() == key);
        Assert.Equal(["a", "b"], mine.GetProperty("values").EnumerateArray().Select(v => v.GetString()));
    }

    [Fact]
    public async Task Who_may_not_see_an_instance_is_told_so_in_the_form_of_v2()
    {
        const string Nobody = "8959ab1c-7a1a-4eb1-a05a-93dfc361b32d";
        Refusal.Is(await host.GetAsync(Path(Nobody)), 404, "DMS.00404022", Nobody);
        Refusal.Is(await ActAsync(Nobody, Tag("k", "v")), 404, "DMS.00404022", Nobody);
        Refusal.Is(await host.GetAsync(Path("x")), 400, "DMS.00400061", "instance_id");
        Refusal.Is(await host.SendAsync("GET", Path(Nobody)), 401, "DMS.00401003", "X-Auth-Token");
        var other = await OtherProject.AddAsync(host);
        Refusal.Is(await host.SendAsync("GET", Path(Nobody), null, other.Token), 401, "DMS.00401004", "project_id");
        Refusal.Is(await host.CallAsync("PATCH", Path(Nobody)), 405, "DMS.00405001", "PATCH");
    }

    private static string Tag(string key, string value) => Body("create", [(key, value)]);

    private static string Body(string action, IEnumerable<(string Key, string Value)> tags) => new JsonObject
    {
        ["action"] = action,
        ["tags"] = new JsonArray([.. tags.Select(t => new JsonObject { ["key"] = t.Key, ["value"] = t.Value })]),
    }.ToJsonString();

    private static string Text(JsonElement tag) => $"{tag.GetProperty("key").GetString()}={tag.GetProperty("value").GetString()}";

    private string Path(string id) => $"/v2/{host.Credentials.ProjectId}/rabbitmq/{id}/tags";

    private Task<Answer> ActAsync(string id, string body) => host.CallAsync("POST", $"{Path(id)}/action", body);

    private async Task<List<string>> TagsAsync(string id)
    {
        var answer = await host.GetAsync(Path(id));
        Assert.True(answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("tags").EnumerateArray().Select(Text)];
    }
}
