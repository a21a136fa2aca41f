using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>A broker that runs an older release than the installed one starts again in its maintenance window.</summary>
public sealed class MaintenanceTests : LiveTest
{
    [Fact]
    public async Task A_node_of_an_older_release_is_restarted_in_the_window_with_its_messages()
    {
        var warren = NewWarren(("WARREN_Reconcile__ResyncInterval", "00:00:01"));
        await warren.StartAsync();
        var begin = ((TimeProvider.System.GetUtcNow().Hour + 22) / 4 * 4) + 2; // the window that is open now
        var instance = await warren.Api.RunningAsync(await warren.Api.CreateAsync(
            warren.Api.QuickStart("aged-node") with { MaintainBegin = $"{begin % 24:00}:00", MaintainEnd = $"{(begin + 4) % 24:00}:00" }));
        var node = warren.NodeOf(instance.InstanceId);
        var before = node.RunningPid;
        await using var ledger = await Ledger.OpenAsync(instance);

        // Only one release can be installed here, so the node is made to look as if it had been started with an older one.
        var release = Path.Combine(node.Folder, "release");
        var installed = await File.ReadAllTextAsync(release);
        Assert.Matches(@"^\d+\.\d+\.\d+$", installed);
        await File.WriteAllTextAsync(release, "3.9.0");

        await Eventually.Holds("another process runs the node", () => node.Processes.FirstOrDefault(p => p.IsBroker) is { } now && now.Pid != before);
        await warren.Api.RunningAsync(instance.InstanceId);
        Assert.Equal(installed, await File.ReadAllTextAsync(release));
        await ledger.GoesOnAsync();
        Assert.Equal(0, (await ledger.CloseAsync()).Lost);
    }
}
