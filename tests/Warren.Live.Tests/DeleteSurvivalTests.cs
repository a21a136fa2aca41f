using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>Warren is killed at every boundary between the steps of a delete. All rows use one data folder, and each deletes an instance of its own.</summary>
public sealed class DeleteSurvivalTests : LiveTest, IClassFixture<WarrenProcess>
{
    private readonly WarrenProcess warren;

    public DeleteSurvivalTests(WarrenProcess warren)
        : base(warren)
    {
        this.warren = warren;
        warren.Environment["WARREN_Reconcile__LeaseTime"] = "00:00:05"; // the killed one's lease has to run out
    }

    public static TheoryData<string> Points =>
        ["DeleteCommitted", "DeleteLeased", "NodeStopped", "FolderRemoved", "RemovedBeforeRow", "RowRemoved"];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_delete_is_finished_and_harms_no_other_instance_when_Warren_is_killed_at(string point)
    {
        var instance = await RunningAsync(point);
        var id = instance.InstanceId;
        var others = await BrokersExceptOfAsync(id);
        await warren.StopAsync();
        await warren.StartAsync(point);
        await WarrenClient.MayBeCutOffAsync(warren.Api.DeleteAsync(id));
        Assert.Equal(137, await warren.DeathAsync());

        await warren.StartAsync();

        var shown = await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
        Assert.All(shown.SkipLast(1), status => Assert.Equal("DELETING", status));
        await warren.NodeOf(id).AssertGoneAsync(instance.ConnectAddress);
        Assert.Equal(others, await BrokersExceptOfAsync(id));
    }

    /// <summary>The instance of this row. All rows' are ordered at once, so that they boot side by side.</summary>
    private async Task<InstanceResponse> RunningAsync(string point)
    {
        if (!warren.Runs)
        {
            await warren.StartAsync();
        }

        if (!(await warren.Api.ListAsync()).Any(i => i.Name == point))
        {
            foreach (var row in Points)
            {
                await warren.Api.CreateAsync(warren.Api.QuickStart(row.Data));
            }
        }

        return await warren.Api.RunningAsync((await warren.Api.ListAsync()).Single(i => i.Name == point).InstanceId);
    }

    /// <summary>Process ids of the other instances' brokers, which have to be running.</summary>
    private async Task<Dictionary<string, int>> BrokersExceptOfAsync(string instanceId)
    {
        var pids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var other in (await warren.Api.ListAsync()).Where(i => i.InstanceId != instanceId))
        {
            await warren.Api.RunningAsync(other.InstanceId);
            pids[other.InstanceId] = warren.NodeOf(other.InstanceId).RunningPid;
        }

        return pids;
    }
}
