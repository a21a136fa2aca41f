using System.Net;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

public sealed class SideBySideTests : LiveTest
{
    [Fact]
    public async Task Two_Warrens_on_a_machine_use_different_addresses_and_both_their_instances_serve()
    {
        var (one, other) = (NewWarren(), NewWarren());
        await Task.WhenAll(one.StartAsync(), other.StartAsync());
        Assert.NotEqual(RangeOf(one), RangeOf(other));

        var ids = await Task.WhenAll(one.Api.CreateAsync(one.Api.QuickStart("same-name")), other.Api.CreateAsync(other.Api.QuickStart("same-name")));
        var first = await one.Api.RunningAsync(ids[0]);
        var second = await other.Api.RunningAsync(ids[1]);

        Assert.True(RangeOf(one).Contains(IPAddress.Parse(first.ConnectAddress)), first.ConnectAddress);
        Assert.True(RangeOf(other).Contains(IPAddress.Parse(second.ConnectAddress)), second.ConnectAddress);
        await using var toFirst = await Amqp.ConnectAsync(first);
        await using var toSecond = await Amqp.ConnectAsync(second);
        await Amqp.SendAsync(toFirst, "queue", "in the first");
        await Amqp.SendAsync(toSecond, "queue", "in the second");
        Assert.Equal("in the first", await Amqp.ReceiveAsync(toFirst, "queue"));
        Assert.Equal("in the second", await Amqp.ReceiveAsync(toSecond, "queue"));
    }

    [Fact]
    public async Task A_second_Warren_on_the_same_data_folder_does_not_start_and_the_first_goes_on()
    {
        var warren = NewWarren();
        await warren.StartAsync();

        var second = await Machine.Command.RunAsync(
            ServerProgram.Start(["up", "--data", warren.Data, "--urls", "http://127.0.0.1:0"], warren.Environment));

        Assert.Equal(1, second.ExitCode);
        Assert.Contains(warren.Data, second.Errors, StringComparison.Ordinal);
        Assert.Empty(await warren.Api.ListAsync());
    }

    private static IPNetwork RangeOf(WarrenProcess warren) => IPNetwork.Parse(File.ReadAllText(Path.Combine(warren.Data, "brokers", "address-range")).Trim());
}
