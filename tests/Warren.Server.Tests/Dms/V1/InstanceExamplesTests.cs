using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Server.Tests.Goldens;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V1;

/// <summary>The examples of chapters 4 and 5 of the reference.</summary>
public sealed class InstanceExamplesTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    /// <summary>Values of the examples that are the contract's and nobody's own.</summary>
    private static readonly string[] Constants =
        ["engine", "engine_version", "specification", "port", "status", "type", "resource_spec_code", "charging_mode", "product_id", "error_code"];

    [Theory]
    [InlineData("create-instance.quick-start.request")] // chapter 4
    [InlineData("create-instance.request")] // 5.1
    public async Task An_order_of_the_reference_is_accepted_and_answered_as_in_5_1(string example)
    {
        var answer = await host.CallAsync("POST", host.Instances, Mine(Golden.ReadObject(example)).ToJsonString());

        Assert.Equal(200, answer.Status);
        Golden.HasShape(Golden.Read("create-instance.response"), answer.Json);
        Assert.Single(answer.Json.EnumerateObject());
    }

    [Fact]
    public async Task An_instance_is_shown_as_in_5_2()
    {
        var shown = await RunAsync("create-instance.request");

        // Pay per use has no order: null, which every client accepts (as real clients need it). created_at is a string of milliseconds there as well.
        var example = Golden.Read("show-instance.response");
        Golden.HasShape(example, shown, "order_id");
        AssertConstants(example, shown);
        Assert.Equal(("22:00", "02:00"), (shown.GetProperty("maintain_begin").GetString(), shown.GetProperty("maintain_end").GetString()));
    }

    [Fact]
    public async Task Instances_are_listed_as_in_5_6_for_the_reference_s_own_query()
    {
        var shown = await RunAsync("create-instance.quick-start.request");

        var answer = await host.GetAsync($"{host.Instances}?start=1&limit=10&name=&status=&id=&includeFailure=true&exactMatchName=false");

        // The list table of the reference is shorter than its example; the example's members are all there (as real clients need it).
        Assert.Equal(200, answer.Status);
        var example = Golden.Read("list-instances.response");
        Golden.HasShape(example, answer.Json);
        var listed = answer.Json.GetProperty("instances").EnumerateArray().Single(i => Id(i) == Id(shown));
        AssertConstants(example.GetProperty("instances")[0], listed);

        // The example shows 88 usable of 100 GB; we answer what was ordered (decision 0.8).
        Assert.Equal((100, 100), (listed.GetProperty("storage_space").GetInt32(), listed.GetProperty("total_storage_space").GetInt32()));
    }

    [Fact]
    public async Task An_instance_is_the_same_in_the_list_and_alone()
    {
        var shown = await RunAsync("create-instance.request");

        var listed = (await host.GetAsync($"{host.Instances}?id={Id(shown)}")).Json.GetProperty("instances")[0];

        Assert.True(JsonElement.DeepEquals(shown, listed), $"{shown}\n{listed}");
    }

    private static string? Id(JsonElement instance) => instance.GetProperty("instance_id").GetString();

    private static void AssertConstants(JsonElement example, JsonElement shown)
    {
        var found = Constants.Where(name => example.TryGetProperty(name, out _)).ToList();
        Assert.All(found, name => Assert.True(JsonElement.DeepEquals(example.GetProperty(name), shown.GetProperty(name)), name));
        Assert.True(found.Count >= 9);
    }

    private async Task<JsonElement> RunAsync(string example)
    {
        var id = await host.CreateAsync(Mine(Golden.ReadObject(example)));
        await host.WaitForAsync(id, "RUNNING");
        return await host.ShowAsync(id);
    }

    /// <summary>An example with the ids of this installation, a name of its own, and a user and password where the example has asterisks.</summary>
    private JsonObject Mine(JsonObject example)
    {
        var order = host.Order();
        foreach (var name in (string[])["name", "vpc_id", "security_group_id", "subnet_id", "available_zones", "access_user", "password"])
        {
            example[name] = order[name]!.DeepClone();
        }

        return example;
    }
}
