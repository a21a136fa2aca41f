using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1;

public sealed class ShowInstanceTests(WarrenHost host)
{
    [Theory]
    [InlineData("8959ab1c-7n1a-yyb1-a05t-93dfc361b32d")] // the reference's own sample
    [InlineData("instance")]
    [InlineData("8959ab1c")]
    [InlineData("8959ab1c7a1a4eb1a05a93dfc361b32d")]
    [InlineData("{8959ab1c-7a1a-4eb1-a05a-93dfc361b32d}")]
    [InlineData("8959ab1c-7a1a-4eb1-a05a-93dfc361b32d0")]
    [InlineData("%E5%85%94")]
    public async Task What_cannot_be_an_instance_s_id_is_malformed(string id)
    {
        Refusal.Is(await host.GetAsync($"{host.Instances}/{id}"), 400, "111400061", "instance_id");
        Refusal.Is(await host.CallAsync("DELETE", $"{host.Instances}/{id}"), 400, "111400061", "instance_id");
    }

    [Fact]
    public async Task An_id_that_no_instance_has_is_unknown()
    {
        const string Id = "8959ab1c-7a1a-4eb1-a05a-93dfc361b32d";
        Refusal.Is(await host.GetAsync($"{host.Instances}/{Id}"), 404, "111404022", Id);
        Refusal.Is(await host.CallAsync("DELETE", $"{host.Instances}/{Id}"), 404, "111404022", Id);
    }

    [Fact]
    public async Task An_instance_is_found_by_its_id_in_capital_letters_too()
    {
        var id = await host.CreateAsync(host.Order());

        Assert.Equal(id, (await host.ShowAsync(id.ToUpperInvariant())).GetProperty("instance_id").GetString());
    }

    [Fact]
    public async Task An_instance_of_another_project_is_unknown()
    {
        var other = await OtherProject.AddAsync(host);
        var id = await host.CreateAsync(host.Order());

        Refusal.Is(await host.SendAsync("GET", $"{other.Instances}/{id}", null, other.Token), 404, "111404022", id);
        Refusal.Is(await host.SendAsync("DELETE", $"{other.Instances}/{id}", null, other.Token), 404, "111404022", id);
        var listed = await host.SendAsync("GET", other.Instances, null, other.Token);
        Assert.Equal(0, listed.Json.GetProperty("instance_num").GetInt32());
        Assert.NotEqual("DELETING", (await host.ShowAsync(id)).GetProperty("status").GetString());
    }
}
