using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>Warren is killed at every boundary between the steps of a create. All rows use one data folder; each begins with no instance in it.</summary>
public sealed class CreateSurvivalTests : LiveTest, IClassFixture<WarrenProcess>
{
    private readonly WarrenProcess warren;

    public CreateSurvivalTests(WarrenProcess warren)
        : base(warren)
    {
        this.warren = warren;
        warren.Environment["WARREN_Reconcile__LeaseTime"] = "00:00:05"; // the killed one's lease has to run out
    }

    /// <param name="point">Name of the boundary.</param>
    /// <param name="started">Whether the broker has been started by then.</param>
    [Theory]
    [InlineData("CreateCommitted", false)]
    [InlineData("CreateLeased", false)]
    [InlineData("FilesPrepared", false)]
    [InlineData("NodeStarted", true)]
    [InlineData("PlanApplied", true)]
    [InlineData("BrokerServes", true)]
    [InlineData("RunningWritten", true)]
    public async Task A_create_is_finished_with_one_broker_when_Warren_is_killed_at(string point, bool started)
    {
        await LeaveNoInstanceAsync();
        var name = $"killed-at-{point}";
        await warren.StartAsync(point);
        await WarrenClient.MayBeCutOffAsync(warren.Api.CreateAsync(warren.Api.QuickStart(name)));
        Assert.Equal(137, await warren.DeathAsync());
        var left = ProcessTable.Naming(Path.Combine(warren.Data, "brokers")).Select(p => p.Pid).ToList();

        await warren.StartAsync();

        var id = Assert.Single(await warren.Api.ListAsync(), i => i.Name == name).InstanceId;
        await Amqp.WorksAsync(await warren.Api.RunningAsync(id));
        var broker = warren.NodeOf(id).RunningPid;
        Assert.Equal(started, left.Contains(broker));
        Assert.Equal([broker], ProcessTable.Naming(warren.Data).Where(p => p.IsBroker).Select(p => p.Pid));
    }

    private async Task LeaveNoInstanceAsync()
    {
        if (!Directory.Exists(warren.Data))
        {
            return; // the first row
        }

        if (!warren.Runs)
        {
            await warren.StartAsync(); // an earlier row has failed
        }

        foreach (var instance in await warren.Api.ListAsync())
        {
            await warren.Api.RunningAsync(instance.InstanceId);
            await warren.Api.DeleteAsync(instance.InstanceId);
            await warren.Api.WatchUntilAsync(instance.InstanceId, WarrenClient.Gone);
        }

        await warren.StopAsync();
    }
}
