using System.Globalization;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;
using Warren.Live.Tests.Stores;

namespace Warren.Live.Tests.Chaos;

/// <summary>
/// Lives of instances, from their order to their deletion, in each step of which Warren is killed: at a boundary that it passes or at any moment, and then again while
/// the next Warren takes the work up. The last one is left alone; the step has to come to its end by itself, and nothing may be left of it.
/// </summary>
internal sealed class KillPointScenario(ChaosRun run, WarrenProcess warren, int lane, bool isWarm = false)
{
    /// <summary>A moment that nobody chose.</summary>
    private const string Random = "at any moment";

    private const int LongestMoment = 4000;

    /// <summary>In a long form, how often a Warren that takes up what the killed one left is killed itself.</summary>
    private const int KillsAgain = 2;

    /// <summary>A start and a lease that runs out lie before most of what can be killed then.</summary>
    private const int LongestMomentAgain = 9000;

    /// <summary>How long a step may take after its kill. It is generous: the killed one's lease runs out first, and brokers boot beside other lanes' brokers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] ByStart = ["CreateLeased", "FilesPrepared", "NodeStarted", "PlanApplied", "BrokerServes", "RunningWritten"];

    private readonly Choices choices = run.ChoicesOf(lane);
    private readonly Dictionary<string, Deck<string>> decks = new(StringComparer.Ordinal);
    private readonly StoreReader store = StoreReader.Of(warren);
    private readonly World world = new(warren, StoreReader.Of(warren));
    private string publicIp = "";
    private int lives;

    public int Kills { get; private set; }

    /// <summary>Those of a Warren that was taking up what a killed one had left.</summary>
    public int KillsWhileRecovering { get; private set; }

    public int NotReached { get; private set; }

    /// <summary>What was not as it must be, of every kill.</summary>
    public List<string> Faults { get; } = [];

    private string FaultFile => Path.Combine(warren.Data, "fault-point");

    /// <summary>What a Warren of this scenario is started with, so that it can be told where to die.</summary>
    public static void Prepare(WarrenProcess warren)
    {
        warren.Environment["WARREN_FAULT_POINT"] = Path.Combine(warren.Data, "fault-point");
        warren.Environment["WARREN_Reconcile__LeaseTime"] = "00:00:05"; // the killed one's lease has to run out
    }

    /// <summary>As many lives as there is time for, and one in any case.</summary>
    public async Task RunAsync(Func<bool> goesOn)
    {
        do
        {
            await LiveAsync();
        }
        while (goesOn());
        if (ChaosSettings.Sabotages && lane == 1)
        {
            run.Did("sabotage: a folder and a task of nobody");
            Directory.CreateDirectory(Path.Combine(warren.Data, "brokers", Guid.NewGuid().ToString()));
            await CheckAsync("sabotage");
        }
    }

    private async Task LiveAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"life-{lane}-{lives++}");
        publicIp = (await warren.Api.AllocatePublicIpAsync()).Id;
        if (!run.IsShort || isWarm)
        {
            await BlankIsReadyAsync();
        }

        if (run.IsShort)
        {
            await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart(name)));
        }
        else
        {
            string[] points = isWarm ? ["CreateCommitted", "BlankGiven", "BrokerServes", "RunningWritten", "BlankCommitted", "BlankStarted", "BlankReady"] : ["CreateCommitted", .. ByStart];
            await KillDuringAsync(isWarm ? "warm create" : "create", points, () => warren.Api.CreateAsync(warren.Api.QuickStart(name)));
        }

        if (await FindAsync(name) is not { } id)
        {
            return; // it was killed before the order was accepted
        }

        foreach (var (step, points, order) in run.IsShort ? ShortLife(id) : LongLife(id))
        {
            await KillDuringAsync(step, points, order);
        }

        await KillDuringAsync("delete", ["DeleteCommitted", "DeleteLeased", "NodeStopped", "FolderRemoved", "RemovedBeforeRow", "RowRemoved"], () => warren.Api.DeleteAsync(id));
        if (await warren.Api.ShowAsync(id) is not null)
        {
            await warren.Api.DeleteAsync(id); // it was killed before the deletion was accepted
            await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
        }
    }

    /// <summary>The steps whose boundaries no other test of this project kills at.</summary>
    private IEnumerable<(string Step, string[] Points, Func<Task> Order)> ShortLife(string id) =>
        [.. LongLife(id).Where(s => s.Step is "restart" or "public access on").Select(s => (s.Step, s.Step is "restart" ? new[] { "OutdatedStopped" } : ["ListenersKept"], s.Order))];

    private IReadOnlyList<(string Step, string[] Points, Func<Task> Order)> LongLife(string id) =>
    [
        ("restart", ["RestartCommitted", "OutdatedStopped", .. ByStart], () => warren.Api.RestartAsync(id)),
        ("another size", ["ExtendCommitted", "OutdatedStopped", .. ByStart], () => ExtendAsync(id, new ExtendInstanceRequest { OperType = "vertical", NewProductId = "00300-30111-0--0" })),
        ("more storage", ["ExtendCommitted", "CreateLeased", "BrokerServes", "RunningWritten"], () => ExtendAsync(id, new ExtendInstanceRequest { OperType = "storage", NewStorageSpace = 200 })),
        ("public access on", ["ModifyCommitted", "CreateLeased", "ListenersKept", "BrokerServes", "RunningWritten"], () => warren.Api.ModifyAsync(id, $$"""{"enable_publicip":true,"publicip_id":"{{publicIp}}"}""")),
        ("another password", ["PasswordCommitted", "CreateLeased", "PasswordSet", "BrokerServes", "RunningWritten"], () => SetPasswordAsync(id, WarrenClient.AccessPassword)),
        ("public access off", ["ModifyCommitted", "ListenersKept", "BrokerServes", "RunningWritten"], () => warren.Api.ModifyAsync(id, """{"enable_publicip":false}""")),
    ];

    private Task ExtendAsync(string id, ExtendInstanceRequest order) => warren.Api.ExtendAsync(id, order);

    private async Task SetPasswordAsync(string id, string password)
    {
        var (status, text) = await warren.Api.SendAsync("POST", $"/v2/{warren.Api.ProjectId}/instances/{id}/password", $$"""{"new_password":"{{password}}"}""");
        Assert.True(status == 204, text);
    }

    /// <summary>Orders the step, sees Warren die in it, starts it again, and looks what became of it.</summary>
    private async Task KillDuringAsync(string step, string[] points, Func<Task> order)
    {
        if (!decks.TryGetValue(step, out var deck))
        {
            // A third of the kills are at moments that nobody chose: what lies between the boundaries.
            decks[step] = deck = new Deck<string>(choices, run.IsShort ? points : [.. points, .. Enumerable.Repeat(Random, (points.Length + 1) / 2)]);
        }

        var point = deck.Next();
        var where = $"{step}, {point}";
        if (point == Random)
        {
            var moment = choices.Below(LongestMoment);
            where = string.Create(CultureInfo.InvariantCulture, $"{step}, after {moment} ms");
            var ordered = WarrenClient.MayBeCutOffAsync(order());
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            await warren.KillAsync();
            await ordered;
        }
        else
        {
            await TellAsync(point);
            await WarrenClient.MayBeCutOffAsync(order());
            await DeathAsync(where);
            File.Delete(FaultFile);
        }

        Kills++;
        run.Did(step, $"lane {lane}, killed at {where}");
        for (var again = 0; again < KillsAgain && !run.IsShort; again++)
        {
            where += await KillAgainAsync();
        }

        await warren.StartAsync();
        await CheckAsync(where);
    }

    /// <summary>Starts Warren and kills it soon after: at a boundary if it comes to that before a moment that was drawn.</summary>
    private async Task<string> KillAgainAsync()
    {
        var (point, moment) = (choices.OneOf(ByStart), 1000 + choices.Below(LongestMomentAgain));
        await TellAsync(point);
        warren.Launch(null);
        for (var began = Environment.TickCount64; warren.Runs && Environment.TickCount64 - began < moment;)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        var byItself = !warren.Runs;
        if (byItself)
        {
            Assert.Equal(137, await warren.DeathAsync());
        }
        else
        {
            await warren.KillAsync();
        }

        File.Delete(FaultFile);
        Kills++;
        KillsWhileRecovering++;
        var where = byItself ? $", again at {point}" : string.Create(CultureInfo.InvariantCulture, $", again after {moment} ms");
        run.Did("while it took up what was left", $"lane {lane}{where}");
        return where;
    }

    private async Task TellAsync(string point)
    {
        var file = FaultFile + ".new";
        await File.WriteAllTextAsync(file, point);
        File.Move(file, FaultFile, overwrite: true);
    }

    /// <summary>It dies by itself; what does not come past its point is killed all the same, and counted.</summary>
    private async Task DeathAsync(string where)
    {
        for (var began = Environment.TickCount64; warren.Runs && Environment.TickCount64 - began < 60_000;)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        if (!warren.Runs)
        {
            Assert.Equal(137, await warren.DeathAsync());
            return;
        }

        run.Note($"lane {lane}: {where} was not reached");
        NotReached++;
        await warren.KillAsync();
    }

    private async Task CheckAsync(string where)
    {
        var wrong = await World.SettleAsync(Patience, world.FaultsAsync);
        foreach (var instance in (await warren.Api.ListAsync()).Where(i => i.Status == "RUNNING"))
        {
            foreach (var address in new[] { instance.ConnectAddress, instance.PublicIpAddress }.Where(a => !string.IsNullOrEmpty(a)))
            {
                if (!await Amqp.LogsInAsync(instance.WithAddress(address!)))
                {
                    wrong = [.. wrong, $"{instance.InstanceId} shows RUNNING and takes no login at {address}"];
                }
            }
        }

        foreach (var fault in wrong)
        {
            run.Note($"lane {lane}: WRONG after a kill at {where}: {fault}");
            Faults.Add($"{where}: {fault}");
        }
    }

    private async Task<string?> FindAsync(string name) => (await warren.Api.ListAsync()).SingleOrDefault(i => i.Name == name)?.InstanceId;

    private async Task BlankIsReadyAsync()
    {
        if (isWarm)
        {
            await Eventually.See(
                "a blank instance is ready", () => store.ReadAsync("""SELECT "Id" FROM "BlankInstances" WHERE "State" = 1"""), ready => ready.Count > 0);
        }
    }
}
