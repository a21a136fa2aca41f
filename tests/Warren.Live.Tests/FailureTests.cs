using System.Diagnostics;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;
using Warren.Live.Tests.Stores;

namespace Warren.Live.Tests;

/// <summary>Brokers that cannot be started: how that ends, how it shows, and the way back. All tests use one Warren.</summary>
public sealed class FailureTests : LiveTest, IClassFixture<WarrenProcess>
{
    private const string DeploymentFailed = "public.00.0024";
    private const string Unreachable = "public.00.0042";

    private readonly WarrenProcess warren;

    public FailureTests(WarrenProcess warren)
        : base(warren)
    {
        this.warren = warren;
        warren.Environment["WARREN_Reconcile__ResyncInterval"] = "00:00:01";
        warren.Environment["WARREN_Reconcile__LongestBackoff"] = "00:00:01";
        warren.Environment["WARREN_Reconcile__StartAttempts"] = "2";
        warren.Environment["WARREN_Reconcile__RestAfterAttempts"] = "01:00:00";
    }

    [Fact]
    public async Task A_change_whose_broker_does_not_start_has_failed_with_a_cause_and_the_next_order_is_the_way_back()
    {
        var instance = await RunningAsync("changed");
        var id = instance.InstanceId;
        await using var ledger = await Ledger.OpenAsync(instance);
        using (Hold(warren.NodeOf(id)))
        {
            await warren.Api.ExtendAsync(id, new ExtendInstanceRequest { OperType = "vertical", NewProductId = "00300-30111-0--0" });

            Assert.Equal(["RESIZING", "RESIZING FAILED"], await warren.Api.WatchUntilAsync(id, "RESIZING FAILED"));
            Assert.Equal(Unreachable, (await warren.Api.ShowAsync(id))!.ErrorCode);
            Assert.Contains("ended", await CauseAsync(id, "extendInstance"), StringComparison.Ordinal);
        }

        await warren.Api.ExtendAsync(id, new ExtendInstanceRequest { OperType = "vertical", NewProductId = "00300-30113-0--0" });

        Assert.Equal(["RESIZING", "RUNNING"], await warren.Api.WatchUntilAsync(id, "RUNNING"));
        var shown = (await warren.Api.ShowAsync(id))!;
        Assert.Equal((null, "8vCPUs 16GB"), (shown.ErrorCode, shown.Specification));
        await ledger.GoesOnAsync();
        Assert.Equal(0, (await ledger.CloseAsync()).Lost);
    }

    [Fact]
    public async Task A_broker_that_ends_at_every_boot_is_left_alone_after_its_attempts_and_a_restart_brings_it_back()
    {
        var instance = await RunningAsync("crashing");
        var id = instance.InstanceId;
        var node = warren.NodeOf(id);
        var database = Path.Combine(node.Folder, "data", "db");
        var mode = File.GetUnixFileMode(database);
        File.SetUnixFileMode(database, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            ProcessTable.Kill(node.RunningPid);

            await Eventually.See("it is left alone", () => ReasonAsync(id), reason => reason.Contains("after each of 2 starts", StringComparison.Ordinal));
            Assert.Contains("BOOT FAILED", await ReasonAsync(id), StringComparison.Ordinal);
            Assert.True(await warren.Api.ShowAsync(id) is { Status: "FAULTY", ErrorCode: Unreachable });
            await Eventually.Always("nothing is started any more", () => Task.FromResult(node.Pid is null), TimeSpan.FromSeconds(3));
        }
        finally
        {
            File.SetUnixFileMode(database, mode);
        }

        await warren.Api.RestartAsync(id);

        Assert.Equal(["RESTARTING", "RUNNING"], await warren.Api.WatchUntilAsync(id, "RUNNING"));
        await Amqp.WorksAsync(instance);
    }

    [Fact]
    public async Task A_creation_whose_broker_ends_at_every_boot_fails_with_a_cause_and_leaves_nothing()
    {
        await StartedAsync();
        var held = new List<IDisposable>();
        var id = await warren.Api.CreateAsync(warren.Api.QuickStart("never"));
        try
        {
            var node = warren.NodeOf(id);
            await Eventually.Holds("its broker has been started", () => node.Pid is not null);
            held.Add(Hold(node));
            ProcessTable.Kill(node.RunningPid);

            Assert.Equal(["CREATING", "CREATEFAILED"], await warren.Api.WatchUntilAsync(id, "CREATEFAILED"));
            Assert.Equal(DeploymentFailed, (await warren.Api.ShowAsync(id))!.ErrorCode);
            Assert.Contains("ended", await CauseAsync(id, "createInstance"), StringComparison.Ordinal);
        }
        finally
        {
            held.ForEach(h => h.Dispose());
        }

        Assert.False(Directory.Exists(warren.NodeOf(id).InstanceFolder));
        await warren.Api.DeleteAsync(id);
        await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
    }

    private async Task StartedAsync()
    {
        if (!warren.Runs)
        {
            await warren.StartAsync();
        }
    }

    private async Task<InstanceResponse> RunningAsync(string name)
    {
        await StartedAsync();
        return await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart(name)));
    }

    /// <summary>
    /// Waits in line for the node's lock and then keeps it, so that the node cannot start once its present process has ended: whoever asked first has it first.
    /// </summary>
    private static Holder Hold(BrokerNode node)
    {
        var process = Process.Start(new ProcessStartInfo("flock", [Path.Combine(node.Folder, "lock"), "cat"]) { UseShellExecute = false, RedirectStandardInput = true })!;
        return new Holder(process);
    }

    private Task<string> CauseAsync(string id, string task) => AskStoreAsync($"SELECT \"Cause\" FROM \"Tasks\" WHERE \"InstanceId\" = '{id}' AND \"Name\" = '{task}'");

    private Task<string> ReasonAsync(string id) => AskStoreAsync($"SELECT \"FaultReason\" FROM \"Instances\" WHERE \"Id\" = '{id}'");

    /// <summary>The one value that a question has for an answer; the API of v1.0 shows codes alone.</summary>
    private async Task<string> AskStoreAsync(string question) => Assert.Single(await StoreReader.Of(warren).ReadAsync(question))[0];

    private sealed class Holder(Process process) : IDisposable
    {
        public void Dispose()
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
