using Microsoft.EntityFrameworkCore;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V1;

public sealed class DeleteInstanceTests(WarrenHost host)
{
    [Fact]
    public async Task A_deleted_instance_goes_with_its_brokers_and_addresses()
    {
        var id = await host.CreateAsync(host.Order());
        await host.WaitForAsync(id, "RUNNING");

        var answer = await host.CallAsync("DELETE", $"{host.Instances}/{id}");

        Assert.Equal((204, ""), (answer.Status, answer.Text));
        await host.WaitForAsync(id, "GONE");
        Assert.DoesNotContain(id, host.Brokers.Running.Keys);
        await using var store = host.OpenStore();
        Assert.False(await store.NodeAddresses.AnyAsync(a => a.InstanceId == id));
    }

    [Fact]
    public async Task From_the_first_look_after_a_deletion_it_shows_DELETING_until_it_is_gone()
    {
        var id = await host.CreateAsync(host.Order());
        await host.WaitForAsync(id, "RUNNING");
        await using var held = await HeldInstance.TakeAsync(host, id);

        await host.CallAsync("DELETE", $"{host.Instances}/{id}");

        var shown = await host.ShowAsync(id);
        Assert.Equal("DELETING", shown.GetProperty("status").GetString());
        Assert.Equal("deleteInstance", shown.GetProperty("task").GetProperty("name").GetString());
        Assert.Equal(1, (await host.GetAsync($"{host.Instances}?id={id}&status=DELETING")).Json.GetProperty("instance_num").GetInt32());
    }

    [Fact]
    public async Task Deleting_twice_is_the_same_as_once()
    {
        var id = await host.CreateAsync(host.Order());
        await host.WaitForAsync(id, "RUNNING");
        await using (await HeldInstance.TakeAsync(host, id))
        {
            Assert.Equal(204, (await host.CallAsync("DELETE", $"{host.Instances}/{id}")).Status);
            Assert.Equal(204, (await host.CallAsync("DELETE", $"{host.Instances}/{id}")).Status);
            await using var store = host.OpenStore();
            Assert.Equal(1, await store.Tasks.CountAsync(t => t.InstanceId == id && t.Name == "deleteInstance"));
        }

        await host.WaitForAsync(id, "GONE");
    }

    [Fact]
    public async Task A_name_is_free_again_as_soon_as_the_deletion_was_accepted()
    {
        var order = host.Order();
        var id = await host.CreateAsync(order);
        await host.WaitForAsync(id, "RUNNING");
        await using var held = await HeldInstance.TakeAsync(host, id);
        await host.CallAsync("DELETE", $"{host.Instances}/{id}");

        Assert.NotEqual(id, await host.CreateAsync(order));
    }

    [Fact]
    public async Task A_delete_takes_the_headers_that_clients_send_with_it()
    {
        var id = await host.CreateAsync(host.Order());
        await host.WaitForAsync(id, "RUNNING");

        // An empty Accept (openstacksdk) is not answered 406, nor is a Content-Type with an empty body (as real clients need it).
        var answer = await host.CallAsync("DELETE", $"{host.Instances}/{id}", "", ("Accept", ""), ("X-Language", "en-us"));

        Assert.Equal(204, answer.Status);
    }
}
