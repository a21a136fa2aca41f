using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>The power fails while a cluster forms, and again while it grows.</summary>
public sealed class FormationSurvivalTests : LiveTest
{
    [Fact]
    public async Task A_cluster_that_was_cut_off_while_it_formed_or_grew_is_whole_in_the_end_and_has_lost_nothing()
    {
        var warren = NewWarren(("WARREN_Reconcile__LeaseTime", "00:00:05")); // the killed one's lease has to run out
        await warren.StartAsync();
        var id = await warren.Api.CreateAsync(warren.Api.Cluster("cut-off", 3));
        await HasBegunAsync(warren.NodeOf(id, 1));

        await warren.CutPowerAsync();
        await warren.StartAsync();

        var trio = await warren.Api.RunningAsync(id);
        await ClusterChecks.IsWholeAsync(trio, 3);
        await using var ledger = await Ledger.OpenAsync(trio);
        await warren.Api.ExtendAsync(id, new ExtendInstanceRequest { OperType = "horizontal", NewBrokerNum = 5 });
        await HasBegunAsync(warren.NodeOf(id, 3));

        await warren.CutPowerAsync();
        await warren.StartAsync();

        await ClusterChecks.IsWholeAsync(await warren.Api.RunningAsync(id), 5);
        await ledger.GoesOnAsync();
        Assert.Equal(0, (await ledger.CloseAsync()).Lost);
    }

    /// <summary>
    /// What a power cut leaves in these moments: the cluster knows a member that has not yet written down the cluster, or one that was moving the messages which it
    /// has not got.
    /// </summary>
    [Theory]
    [InlineData("rm schema.DAT LATEST.LOG")]
    [InlineData("touch schema_upgrade_lock")]
    public async Task A_node_that_was_killed_while_it_joined_is_a_member_in_the_end(string harm)
    {
        var warren = NewWarren(("WARREN_Local__BootPatience", "00:00:20"));
        await warren.StartAsync();
        var id = await warren.Api.CreateAsync(warren.Api.Cluster("half-joined", 3));
        await using var ledger = await Ledger.OpenAsync(await warren.Api.RunningAsync(id));
        await warren.Api.ExtendAsync(id, new ExtendInstanceRequest { OperType = "horizontal", NewBrokerNum = 5 });
        var (seed, joining) = (warren.NodeOf(id), warren.NodeOf(id, 3));
        await HasBegunAsync(joining);
        await Eventually.See("it is a member", () => seed.EvaluateAsync($"lists:member('{joining.Name}', rabbit_mnesia:cluster_nodes(all))."), isMember => isMember is "true");
        var pid = joining.RunningPid;

        await ProcessTable.SignalAsync("STOP", pid);
        (await Command.RunAsync("/bin/sh", "-c", $"cd {joining.Folder}/data/db && {harm}")).Succeeded();
        ProcessTable.Kill(pid);

        await ClusterChecks.IsWholeAsync(await warren.Api.RunningAsync(id), 5);
        Assert.NotEqual(pid, joining.RunningPid);
        await ledger.GoesOnAsync();
        Assert.Equal(0, (await ledger.CloseAsync()).Lost);
    }

    /// <summary>The broker has begun a database, so that it is somewhere between alone and a member.</summary>
    private static Task HasBegunAsync(BrokerNode node)
    {
        var database = Path.Combine(node.Folder, "data", "db");
        return Eventually.Holds("the node has begun a database", () => Directory.Exists(database) && Directory.EnumerateFileSystemEntries(database).Any());
    }
}
