using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>The store of a running Warren is copied, much happens, and the copy is restored over brokers that have moved on.</summary>
public sealed class RestoreTests : LiveTest
{
    private const string NewPassword = "Planted-4712";

    [Fact]
    public async Task A_restored_store_says_for_each_broker_what_differs_touches_none_and_takes_them_up_when_told()
    {
        var warren = NewWarren(("WARREN_Reconcile__ResyncInterval", "00:00:01"));
        await warren.StartAsync();
        var changed = (await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart("changed-since")))).InstanceId;
        var deleted = (await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart("deleted-since")))).InstanceId;
        var copy = Path.Combine(warren.Data, "copy.db");
        await VerbAsync(warren, "backup-store", copy);

        await warren.Api.ResetPasswordAsync(changed, NewPassword);
        await warren.Api.DeleteAsync(deleted);
        await warren.Api.WatchUntilAsync(deleted, WarrenClient.Gone);
        var ordered = await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart("ordered-since")));
        var (changedPid, orderedPid) = (warren.NodeOf(changed).RunningPid, warren.NodeOf(ordered.InstanceId).RunningPid);
        await using var connection = await Amqp.ConnectAsync(ordered);
        await Amqp.SendAsync(connection, "kept", "sent before the restore");

        var refused = await Command.RunAsync(ServerProgram.Start(["restore-store", copy, "--data", warren.Data], warren.Environment));
        Assert.Equal(1, refused.ExitCode); // a Warren runs over it
        await warren.StopAsync();
        await VerbAsync(warren, "restore-store", copy);
        await warren.StartAsync();

        await warren.Api.WatchUntilAsync(changed, "FAULTY");
        await warren.Api.WatchUntilAsync(deleted, "FAULTY");
        Assert.Null(await warren.Api.ShowAsync(ordered.InstanceId));
        var listed = await Eventually.See("both orphans are listed", warren.Api.OrphansAsync, o => o.Count == 2);
        Assert.Equal("AHEAD", listed.Single(o => o.InstanceId == changed).Status);
        var unknown = listed.Single(o => o.InstanceId == ordered.InstanceId);
        Assert.Equal(("UNKNOWN", "ordered-since", 1, true), (unknown.Status, unknown.Name, unknown.RunningNodes, unknown.Adoptable));
        Assert.False(Directory.Exists(warren.NodeOf(deleted).Folder)); // no empty broker took the place of the lost one
        Assert.Equal((changedPid, orderedPid), (warren.NodeOf(changed).Pid, warren.NodeOf(ordered.InstanceId).Pid));
        await Amqp.RoundTripAsync(connection);

        await warren.Api.AdoptAsync(changed);
        await warren.Api.AdoptAsync(ordered.InstanceId);
        var changedNow = await warren.Api.RunningAsync(changed);
        await warren.Api.RunningAsync(ordered.InstanceId);
        await using (await Amqp.ConnectAsync(changedNow, password: NewPassword))
        {
            await Amqp.IsRefusedAsync(changedNow, WarrenClient.AccessUser, WarrenClient.AccessPassword);
        }

        await Amqp.RoundTripAsync(connection);
        Assert.Equal((changedPid, orderedPid), (warren.NodeOf(changed).Pid, warren.NodeOf(ordered.InstanceId).Pid));
        Assert.Empty(await Eventually.See("nothing is an orphan", warren.Api.OrphansAsync, o => o.Count == 0));

        // What is known again is deleted like any other, also what was lost.
        foreach (var id in (string[])[changed, deleted, ordered.InstanceId])
        {
            await warren.Api.DeleteAsync(id);
            await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
            Assert.False(Directory.Exists(warren.NodeOf(id).InstanceFolder));
        }
    }

    private static async Task VerbAsync(WarrenProcess warren, string verb, string file) =>
        (await Command.RunAsync(ServerProgram.Start([verb, file, "--data", warren.Data], warren.Environment))).Succeeded();
}
