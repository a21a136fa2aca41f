using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Engine.Network;
using Warren.Server.Tests.Dms.V1.Create;
using Warren.Server.Tests.Goldens;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1.Change;

/// <summary>PUT of an instance (5.3 of the reference).</summary>
public sealed class ModifyInstanceTests(WarrenHost host)
{
    [Theory]
    [MemberData(nameof(ModifyRows.Refused), MemberType = typeof(ModifyRows))]
    public async Task A_change_that_breaks_a_rule_is_refused_and_changes_nothing(string body, string code, string names)
    {
        var id = await host.RunAsync();
        var before = await host.ShowAsync(id);

        Refusal.Is(await host.ModifyAsync(id, body), 400, code, names);

        AssertSame(before, await host.ShowAsync(id));
    }

    [Theory]
    [MemberData(nameof(ModifyRows.Accepted), MemberType = typeof(ModifyRows))]
    public async Task A_change_within_the_rules_is_shown_at_once_and_leaves_the_rest(string body, string member, string shown)
    {
        var id = await host.RunAsync("""{"description":"before"}""");
        var before = await host.ShowAsync(id);

        var answer = await host.ModifyAsync(id, body);

        Assert.Equal((204, ""), (answer.Status, answer.Text));
        var after = await host.ShowAsync(id);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(shown), after.GetProperty(member)), $"{shown} was expected, {after.GetProperty(member).GetRawText()} is shown");
        string[] changeable = member.StartsWith("maintain", StringComparison.Ordinal) ? ["maintain_begin", "maintain_end"] : [member];
        AssertSame(before, after, changeable);

        // So that the next row finds its name free.
        await host.CallAsync("DELETE", $"{host.Instances}/{id}");
    }

    [Theory]
    [MemberData(nameof(ModifyRows.WithoutEffect), MemberType = typeof(ModifyRows))]
    public async Task A_change_that_asks_for_nothing_changes_nothing(string body)
    {
        var id = await host.RunAsync("""{"description":"before"}""");
        var before = await host.ShowAsync(id);

        Assert.Equal(204, (await host.ModifyAsync(id, body)).Status);

        AssertSame(before, await host.ShowAsync(id));
    }

    [Theory]
    [InlineData("modify-instance.request")]
    [InlineData("modify-instance.window.request")]
    public async Task The_examples_of_5_3_are_accepted_and_shown(string example)
    {
        var id = await host.RunAsync();
        var body = Golden.Read(example);

        var answer = await host.ModifyAsync(id, body.GetRawText());

        Assert.Equal((204, ""), (answer.Status, answer.Text));
        var shown = await host.ShowAsync(id);
        Assert.All(body.EnumerateObject(), m => Assert.Equal(m.Value.GetString(), shown.GetProperty(m.Name).GetString()));
        await host.CallAsync("DELETE", $"{host.Instances}/{id}"); // both examples give one and the same name
    }

    [Fact]
    public async Task Of_several_members_one_that_is_refused_keeps_all_as_they_were()
    {
        var id = await host.RunAsync();
        var before = await host.ShowAsync(id);

        Refusal.Is(
            await host.ModifyAsync(id, """{"name":"a-new-name","description":"new","maintain_begin":"10:00","security_group_id":"nonsense"}"""), 400, "111400046", "security_group_id");

        AssertSame(before, await host.ShowAsync(id));
    }

    [Fact]
    public async Task A_name_that_another_has_is_refused_and_one_s_own_is_not()
    {
        var id = await host.RunAsync();
        var other = (await host.ShowAsync(await host.RunAsync())).GetProperty("name").GetString()!;

        Refusal.Is(await host.ModifyAsync(id, OrderChange.Text("name", other)), 400, "111400060", other);

        var own = (await host.ShowAsync(id)).GetProperty("name").GetString()!;
        Assert.Equal(204, (await host.ModifyAsync(id, OrderChange.Text("name", own))).Status);
        Assert.Equal(204, (await host.ModifyAsync(id, OrderChange.Text("name", own.ToUpperInvariant()))).Status); // another name: case counts
    }

    [Fact]
    public async Task A_security_group_is_changed_to_one_that_fits_and_to_no_other()
    {
        var id = await host.RunAsync();
        var good = await AddGroupAsync(_ => true);
        var half = await AddGroupAsync(r => r.Direction == "egress");

        Refusal.Is(await host.ModifyAsync(id, OrderChange.Text("security_group_id", half.Id)), 400, "111400048", "security_group_id");
        Assert.Equal(204, (await host.ModifyAsync(id, OrderChange.Text("security_group_id", good.Id))).Status);

        var shown = await host.ShowAsync(id);
        Assert.Equal((good.Id, good.Name), (shown.GetProperty("security_group_id").GetString(), shown.GetProperty("security_group_name").GetString()));
    }

    [Theory]
    [InlineData("CREATING")]
    [InlineData("CREATEFAILED")]
    [InlineData("FAULTY")]
    [InlineData("RESTARTING")]
    [InlineData("RESIZING")]
    [InlineData("RESIZING FAILED")]
    public async Task An_instance_is_changed_in_every_status(string status)
    {
        var id = await host.RunAsync();
        await using var held = await host.HoldAsync(id, status);

        Assert.Equal(204, (await host.ModifyAsync(id, """{"description":"changed"}""")).Status);

        Assert.Equal("changed", (await host.ShowAsync(id)).GetProperty("description").GetString());
    }

    [Fact]
    public async Task But_not_while_it_is_deleted()
    {
        var id = await host.RunAsync();
        await using var held = await host.HoldAsync(id, "DELETING");

        Refusal.Is(await host.ModifyAsync(id, """{"description":"changed"}"""), 400, "111400026", "Deleting");
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_changed()
    {
        Refusal.Is(await host.ModifyAsync("8959ab1c-7a1a-4eb1-a05a-93dfc361b32d", "{}"), 404, "111404022", "8959ab1c-7a1a-4eb1-a05a-93dfc361b32d");
        Refusal.Is(await host.ModifyAsync("8959ab1c", "{}"), 400, "111400061", "instance_id");
        var other = await OtherProject.AddAsync(host);
        var id = await host.RunAsync();
        Refusal.Is(await host.SendAsync("PUT", $"{other.Instances}/{id}", "{}", other.Token), 404, "111404022", id);
    }

    private static void AssertSame(JsonElement before, JsonElement after, params string[] except)
    {
        var (left, right) = (JsonObject.Create(before)!, JsonObject.Create(after)!);
        foreach (var name in except)
        {
            left.Remove(name);
            right.Remove(name);
        }

        Assert.True(JsonNode.DeepEquals(left, right), $"{left}\n{right}");
    }

    private async Task<SecurityGroup> AddGroupAsync(Func<SecurityGroupRule, bool> rules)
    {
        var id = Guid.NewGuid().ToString("D");
        var group = new SecurityGroup
        {
            Id = id,
            ProjectId = host.Credentials.ProjectId,
            Name = "another",
            CreatedAt = default,
            Rules = [.. SecurityGroupRule.Defaults(id, default).Where(rules)],
        };
        await using var store = host.OpenStore();
        store.Add(group);
        await store.SaveChangesAsync();
        return group;
    }
}
