using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;
using Warren.Live.Tests.Stores;
using Warren.Postgres;

namespace Warren.Live.Tests.Chaos;

/// <summary>
/// Rounds of a random walk: several clients order, change and delete instances through one copy of Warren or two, while copies, PostgreSQL, the way to it and brokers are killed, paused
/// and cut. After each round the faults end, and once nothing is being done any more the model says what must be true.
/// </summary>
internal sealed class LifecycleScenario(ChaosRun run, PostgresServer server, CutConnection way, string database, IReadOnlyList<WarrenProcess> copies, bool brokers)
{
    /// <summary>Milliseconds between two faults, at least: calls have to come through, and work to begin, for the next one to fall into it.</summary>
    private const int LeastCalm = 1000;

    private static readonly TimeSpan SettleTime = TimeSpan.FromMinutes(3);

    private readonly Choices choices = run.ChoicesOf(0);
    private readonly StoreReader store = StoreReader.OfPostgres(database);
    private readonly World world = new(copies[0], StoreReader.OfPostgres(database));
    private readonly List<string> wrong = [];
    private readonly List<LifecycleClient> clients = [];
    private readonly List<WarrenClient> connections = [];
    private int rounds;

    private string Kind => brokers ? "real brokers" : "fake brokers";

    private string[] Options => brokers ? [] : ["--fake-brokers"];

    private int StepsPerRound => brokers ? 16 : run.IsShort ? 20 : 60;

    private TimeSpan BetweenSteps => TimeSpan.FromMilliseconds(brokers ? 700 : 100);

    /// <summary>Settings of a copy, whose store lies behind that way.</summary>
    public static void Prepare(WarrenProcess copy, CutConnection way, string database, bool brokers)
    {
        copy.Environment["WARREN_Store__Provider"] = "postgres";
        copy.Environment["WARREN_Store__ConnectionString"] = new Npgsql.NpgsqlConnectionStringBuilder(database) { Port = way.Port }.ConnectionString;
        copy.Environment["WARREN_Keys__MasterKey"] = Convert.ToBase64String(new byte[32]);
        copy.Environment["WARREN_Reconcile__LeaseTime"] = "00:00:05";
        copy.Environment["WARREN_Reconcile__ResyncInterval"] = "00:00:02";
        copy.Environment["WARREN_Reconcile__LongestBackoff"] = "00:00:02";
        copy.Environment["WARREN_Fake__BootTime"] = "00:00:01";
        copy.Environment["WARREN_Quota__InstancesPerProject"] = brokers ? "5" : "40";
        copy.Urls = $"http://127.0.0.1:{FreePort()}"; // the same after every start, so that clients find it again
    }

    public async Task RunAsync(int clientCount)
    {
        try
        {
            await StartAsync(clientCount);
            do
            {
                await RoundAsync();
            }
            while (run.HasTime);
            if (ChaosSettings.Sabotages)
            {
                run.Did("sabotage: an instance is deleted behind its client's back");
                await copies[0].Api.DeleteAsync(clients.SelectMany(c => c.Instances).First(i => i.Fate == Fate.Ordered).Id!);
                await SettleAsync(TimeSpan.FromSeconds(10));
            }

            Judge();
        }
        finally
        {
            connections.ForEach(c => c.Dispose());
        }
    }

    private async Task StartAsync(int clientCount)
    {
        await copies[0].StartAsync(null, Options);
        foreach (var other in copies.Skip(1))
        {
            Directory.CreateDirectory(other.Data);
            File.Copy(Credentials.FileIn(copies[0].Data), Credentials.FileIn(other.Data));
            await other.StartAsync(null, Options);
        }

        foreach (var number in Enumerable.Range(0, clientCount))
        {
            var apis = copies.Select(c => new WarrenClient(copies[0].Credentials with { Url = c.Urls })).ToList();
            connections.AddRange(apis);
            foreach (var api in apis)
            {
                await api.SignInAsync();
            }

            var client = new LifecycleClient(number, apis, run.ChoicesOf(number + 1), most: brokers ? 3 : 10);
            await client.TakePublicIpAsync();
            await client.TakePublicIpAsync();
            clients.Add(client);
        }
    }

    private async Task RoundAsync()
    {
        run.Note($"round {++rounds} over {Kind}");
        using var walked = new CancellationTokenSource();
        var walking = Task.WhenAll(clients.Select(WalkAsync));
        var harming = HarmAsync(walked.Token);
        await walking;
        await walked.CancelAsync();
        await harming;
        await SettleAsync(SettleTime);
    }

    private async Task WalkAsync(LifecycleClient client)
    {
        for (var step = 0; step < StepsPerRound; step++)
        {
            await client.StepAsync(() => [.. clients.Where(c => c != client).SelectMany(c => c.Instances).Where(i => i.Fate == Fate.Ordered).Select(i => i.Id!)]);
            await Task.Delay(BetweenSteps, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>One fault after the other while the clients walk; the last one is brought to its end.</summary>
    private async Task HarmAsync(CancellationToken walked)
    {
        List<(string, Func<Task>)> faults =
        [
            ("kill -9 of Warren", KillWarrenAsync), ("SIGSTOP of Warren", PauseWarrenAsync), ("kill -9 of PostgreSQL", KillStoreAsync),
            ("SIGSTOP of PostgreSQL", PauseStoreAsync), ("way to PostgreSQL cut", CutStoreAsync),
        ];
        if (brokers)
        {
            faults.AddRange([("kill -9 of a broker", KillBrokerAsync), ("SIGSTOP of a broker", PauseBrokerAsync)]);
        }

        var deck = new Deck<(string Name, Func<Task> Fault)>(choices, faults);
        while (!walked.IsCancellationRequested)
        {
            await PassAsync(LeastCalm + choices.Below(4 * LeastCalm));
            if (walked.IsCancellationRequested)
            {
                return;
            }

            var (name, fault) = deck.Next();
            run.Did(name);
            await fault();
        }
    }

    private async Task KillWarrenAsync()
    {
        var copy = choices.OneOf(copies);
        await copy.KillAsync();
        await PassAsync(choices.Below(3000));
        await copy.StartAsync(null, Options);
    }

    private Task PauseWarrenAsync() => PauseAsync([choices.OneOf(copies).Pid], 2000 + choices.Below(7000));

    private async Task KillStoreAsync()
    {
        await server.KillAsync();
        await PassAsync(choices.Below(4000));
        await server.RunAsync(TestContext.Current.CancellationToken);
    }

    private Task PauseStoreAsync() => PauseAsync([server.Pid, .. ProcessTable.ChildrenOf(server.Pid)], 1000 + choices.Below(6000));

    private async Task CutStoreAsync()
    {
        way.Cut();
        await PassAsync(1000 + choices.Below(7000));
        way.Mend();
    }

    private Task KillBrokerAsync()
    {
        if (Brokers() is { Count: > 0 } running)
        {
            ProcessTable.Kill(choices.OneOf(running));
        }

        return Task.CompletedTask;
    }

    private Task PauseBrokerAsync() => Brokers() is { Count: > 0 } running ? PauseAsync([choices.OneOf(running)], 5000) : Task.CompletedTask;

    private List<int> Brokers() => [.. ProcessTable.Naming(Path.Combine(copies[0].Data, "brokers")).Where(p => p.IsBroker).Select(p => p.Pid)];

    private static async Task PauseAsync(IReadOnlyList<int> processes, int milliseconds)
    {
        foreach (var process in processes)
        {
            await ProcessTable.SignalAsync("STOP", process);
        }

        await PassAsync(milliseconds);
        foreach (var process in processes)
        {
            await ProcessTable.SignalAsync("CONT", process);
        }
    }

    /// <summary>A fault lasts, or none is there; nothing is waited for.</summary>
    private static Task PassAsync(int milliseconds) => Task.Delay(milliseconds, TestContext.Current.CancellationToken);

    private async Task SettleAsync(TimeSpan patience)
    {
        var model = new LifecycleModel(clients, store);
        var faults = await World.SettleAsync(patience, async () => [.. await model.FaultsAsync(copies[0].Api), .. brokers ? await world.FaultsAsync() : []]);
        foreach (var fault in faults)
        {
            run.Note($"WRONG: {fault}");
        }

        wrong.AddRange(faults);
        var there = clients.Sum(c => c.Instances.Count(i => i.Fate != Fate.Gone));
        run.Note($"settled, {there} instances, {clients.Sum(c => c.Counts.Accepted)} calls accepted so far");
        await model.LearnAsync();
    }

    private void Judge()
    {
        var counts = clients.Select(c => c.Counts).ToList();
        run.Judge($"{Kind}: rounds / clients / copies of Warren", $"{rounds} / {clients.Count} / {copies.Count}");
        run.Judge(
            $"{Kind}: calls accepted / refused / answered 502 to 504 / not answered",
            $"{counts.Sum(c => c.Accepted)} / {counts.Sum(c => c.Refused)} / {counts.Sum(c => c.Unavailable)} / {counts.Sum(c => c.Unanswered)}", "some accepted", counts.Sum(c => c.Accepted) > 0);
        var faults = counts.SelectMany(c => c.Faults).ToList();
        faults.ForEach(f => run.Note($"500: {f}"));
        run.Judge($"{Kind}: answers 500", faults.Count, "0", faults.Count == 0);
        run.Judge($"{Kind}: accepted changes held against the audit", clients.Sum(c => c.Accepted.Count));
        run.Judge($"{Kind}: what was not as it must be after a settling", wrong.Count, "0", wrong.Count == 0);
        wrong.ForEach(w => run.Note(string.Create(CultureInfo.InvariantCulture, $"wrong: {w}")));
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
