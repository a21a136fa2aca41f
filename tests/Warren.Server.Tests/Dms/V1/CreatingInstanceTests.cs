using Warren.Engine.Runtimes;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1;

/// <summary>What clients see between an order and a running broker (as real clients need it).</summary>
public sealed class CreatingInstanceTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Fact]
    public async Task An_instance_is_CREATING_from_the_first_look_until_its_brokers_serve()
    {
        host.Brokers.CheckAnswer = ServiceCheck.Failed("it boots");
        var id = await host.CreateAsync(host.Order());
        for (var look = 0; look < 20; look++)
        {
            Assert.Equal("CREATING", (await host.ShowAsync(id)).GetProperty("status").GetString());
        }

        host.Brokers.CheckAnswer = null;

        await host.WaitForAsync(id, "RUNNING");
    }

    [Fact]
    public async Task An_instance_that_is_being_created_cannot_be_deleted_yet()
    {
        host.Brokers.CheckAnswer = ServiceCheck.Failed("it boots");
        var id = await host.CreateAsync(host.Order());

        Refusal.Is(await host.CallAsync("DELETE", $"{host.Instances}/{id}"), 400, "111400099", id);

        host.Brokers.CheckAnswer = null;
        await host.WaitForAsync(id, "RUNNING");
        Assert.Equal(204, (await host.CallAsync("DELETE", $"{host.Instances}/{id}")).Status);
    }

    [Fact]
    public async Task An_instance_whose_brokers_die_is_FAULTY_with_a_code_until_they_serve_again()
    {
        var id = await host.CreateAsync(host.Order());
        await host.WaitForAsync(id, "RUNNING");
        host.Brokers.CheckAnswer = ServiceCheck.Failed("it is silent");
        host.Brokers.Kill(id);
        await host.WaitForAsync(id, "FAULTY");
        Assert.Equal("public.00.0042", (await host.ShowAsync(id)).GetProperty("error_code").GetString());

        host.Brokers.CheckAnswer = null;

        await host.WaitForAsync(id, "RUNNING");
        Assert.Null((await host.ShowAsync(id)).GetProperty("error_code").GetString());
    }
}
