using System.CommandLine;
using Warren.Bench.Api;
using Warren.Bench.Clusters;
using Warren.Bench.Density;
using Warren.Bench.FirstLogin;
using Warren.Bench.Identity;
using Warren.Bench.Operations;
using Warren.Bench.Peers;
using Warren.Bench.Report;
using Warren.Bench.Standing;
using Warren.Bench.Start;
using Warren.Bench.Stores;
using Warren.Bench.Whole;
using Warren.Bench.Writes;

var write = new Option<bool>("--write") { Description = "Put the figures into docs/performance.md and bench/ratios.json, beside those of other parts." };
var quick = new Option<bool>("--quick") { Description = "Measure what takes two minutes, and say which ratios moved by more than 20 % since the last whole run; writes nothing." };
var rounds = new Option<int>("--rounds") { Description = "How often each side is measured, in turn.", DefaultValueFactory = _ => 5 };
var seconds = new Option<int>("--seconds") { Description = "For how long each is asked in each round.", DefaultValueFactory = _ => 2 };
var trios = new Option<int>("--trios") { Description = "How often a warm cluster of three is ordered.", DefaultValueFactory = _ => 3 };
var usesPostgres = new Option<bool>("--postgres") { Description = "PostgreSQL instead of SQLite." };
var sizes = new Option<int[]>("--instances") { Description = "How many a store has, smallest first.", DefaultValueFactory = _ => [1_000, 100_000, 1_000_000], AllowMultipleArgumentsPerToken = true };
var real = new Option<int>("--real") { Description = "How many real single nodes.", DefaultValueFactory = _ => 20 };
var most = new Option<int>("--most") { Description = "No more are ordered.", DefaultValueFactory = _ => 150 };
var clusterRounds = new Option<int>("--rounds") { Description = "How many clusters are ordered and deleted.", DefaultValueFactory = _ => 100 };
var minutes = new Option<int>("--minutes") { Description = "No further one is ordered after this time.", DefaultValueFactory = _ => 60 };

var clusters = new Command("clusters", "Clusters of three, one after the other: how many are RUNNING and not whole.") { clusterRounds, minutes };
clusters.SetAction((parsed, ct) => ClustersBench.RunAsync(parsed.GetValue(clusterRounds), parsed.GetValue(minutes), ct));

// The other side of comparisons, as a process of its own.
var bareEndpoint = new Command("bare-endpoint") { Hidden = true };
bareEndpoint.SetAction((_, ct) => BareEndpoint.ServeAsync(ct));

var root = new RootCommand("Measures Warren, each thing beside something run in the same minutes on the same machine. Without a command: all of it, into docs/performance.md; 15 minutes.")
{
    quick,
    Measuring("start", "Process start to first answer, beside a bare ASP.NET Core program.", (p, ct) => StartBench.MeasureAsync(p.GetValue(rounds), ct), rounds),
    Measuring(
        "first-login", "From the order to the first AMQP login, cold and from the warm pool, beside a stock boot; and memory.",
        (p, ct) => FirstLoginBench.MeasureAsync(p.GetValue(rounds), p.GetValue(trios), ct), rounds, trios),
    Measuring(
        "operations", "Clusters of 3, 5 and 7, restart, extension and recovery, each beside the stock way of doing the same by hand.",
        (p, ct) => OperationsBench.MeasureAsync(p.GetValue(rounds), changes: true, ct), rounds),
    Measuring("api", "Reading calls under load by wrk, beside a bare endpoint that answers as many bytes.", (p, ct) => ApiBench.MeasureAsync(p.GetValue(rounds), p.GetValue(seconds), postgres: true, ct), rounds, seconds),
    Measuring("writes", "Orders accepted in a second, beside bare commits of the same store.", (p, ct) => WritesBench.MeasureAsync(p.GetValue(rounds), p.GetValue(seconds), postgres: true, ct), rounds, seconds),
    Measuring(
        "stores", "Stores with more and more instances: a page, one, a count, what is due; beside the smallest store.",
        (p, ct) => StoresBench.MeasureAsync(p.GetValue(sizes)!, p.GetValue(rounds), p.GetValue(usesPostgres), ct), sizes, rounds, usesPostgres),
    Measuring("identity", "CPU time of checking a token or a signature, beside Keystone's token validation.", (p, ct) => IdentityBench.MeasureAsync(p.GetValue(rounds), ct), rounds),
    Measuring("lists", "A list of a hundred instances, beside a hundred queues by RabbitMQ's management API.", (p, ct) => ListBench.MeasureAsync(p.GetValue(rounds), ct), rounds),
    Measuring("standing", "What an idle Warren takes, with fake and real instances; and an idle node.", (p, ct) => StandingBench.MeasureAsync(p.GetValue(real), ct), real),
    Measuring("density", "How many single nodes run at once before orders take twice as long.", (p, ct) => DensityBench.MeasureAsync(p.GetValue(most), ct), most),
    clusters,
    bareEndpoint,
};
root.SetAction((parsed, ct) => parsed.GetValue(quick) ? WholeBench.RunQuickAsync(ct) : WholeBench.RunAsync(ct));
return await root.Parse(args).InvokeAsync();

// A command that prints its figures.
Command Measuring(string name, string description, Func<ParseResult, CancellationToken, Task<IReadOnlyList<Figure>>> measure, params Option[] options)
{
    var command = new Command(name, description) { write };
    foreach (var option in options)
    {
        command.Add(option);
    }

    command.SetAction(async (parsed, ct) =>
    {
        var run = WholeBench.Run();
        var figures = await measure(parsed, ct);
        foreach (var figure in figures)
        {
            Console.WriteLine(figure);
        }

        if (parsed.GetValue(write))
        {
            PerformancePage.Write(figures, run);
        }

        return 0;
    });
    return command;
}
