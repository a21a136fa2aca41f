using Warren.Bench.Report;
using Warren.Contract.Signing;
using Warren.Postgres;

namespace Warren.Bench.Api;

/// <summary>Reading calls under load, in turn with a bare endpoint that answers as many bytes: answers per second, processor time, and the slowest of a hundred.</summary>
internal static class ApiBench
{
    private const int Listed = 100;

    private static readonly int[] Connections = [1, 16, 256];

    /// <param name="rounds">How often each is asked.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="postgres">Whether PostgreSQL is measured too, not SQLite alone.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, int seconds, bool postgres, CancellationToken ct)
    {
        await using var bare = await BareEndpoint.StartAsync(ct);
        var figures = new List<Figure>();
        figures.AddRange(await MeasureAsync("SQLite", null, bare, rounds, seconds, ct));
        if (postgres)
        {
            await using var server = await PostgresServer.StartAsync(ct);
            figures.AddRange(await MeasureAsync("PostgreSQL", await server.CreateEmptyAsync(ct), bare, rounds, seconds, ct));
        }

        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(string name, string? postgres, BareEndpoint bare, int rounds, int seconds, CancellationToken ct)
    {
        await using var filled = await FilledWarren.StartAsync(Listed * 2, 1, postgres, ct, "--roles", "api");
        var warren = filled.Warren;
        IReadOnlyList<(string, string)> token = [("X-Auth-Token", filled.Token)];
        var shown = new Uri($"{filled.Instances}/{filled.Original}");
        Measured[] calls =
        [
            new("show", shown, () => token, 0.5),
            new("show, signed", shown, () => Signed(warren, shown), 0.35),
            new("list of 100", new Uri($"{filled.Instances}?limit={Listed}"), () => token, 0.3),
            new("products", new Uri($"{warren.Text("url")}/v1.0/products"), () => token, null),
        ];
        foreach (var call in calls)
        {
            call.Bytes = await SizeAsync(call, ct);
            await Wrk.RunAsync(call.Url, 16, seconds, call.Headers(), ct); // compiled, and what is kept in memory is there
            await Wrk.RunAsync(bare.Answering(call.Bytes), 16, 1, [], ct);
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var call in calls)
            {
                foreach (var connections in Connections)
                {
                    await call.RoundAsync(connections, seconds, warren.Pid, bare, ct);
                }
            }
        }

        return [.. calls.SelectMany(c => c.Figures($"API, {name}"))];
    }

    private static async Task<long> SizeAsync(Measured call, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, call.Url);
        foreach (var (name, value) in call.Headers())
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request, ct);
        return (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(ct)).Length;
    }

    private static IReadOnlyList<(string, string)> Signed(MeasuredWarren warren, Uri url)
    {
        var signed = new Signer(warren.Text("access_key"), warren.Text("secret_key")).Sign("GET", url, [], default, TimeProvider.System.GetUtcNow());
        return [("Authorization", signed.Authorization), ("X-Sdk-Date", signed.SdkDate)];
    }

    /// <summary>One call and what was measured of it, by the number of connections.</summary>
    private sealed class Measured(string name, Uri url, Func<IReadOnlyList<(string, string)>> headers, double? wanted)
    {
        private readonly Dictionary<int, (List<double> Ours, List<double> Theirs)> rates = [];
        private readonly Dictionary<int, (List<double> Ours, List<double> Theirs)> slowest = [];
        private readonly (List<double> Ours, List<double> Theirs) processor = ([], []);

        public Uri Url => url;

        /// <summary>Made anew for each run: a signature grows old.</summary>
        public Func<IReadOnlyList<(string, string)>> Headers => headers;

        public long Bytes { get; set; }

        public async Task RoundAsync(int connections, int seconds, int warren, BareEndpoint bare, CancellationToken ct)
        {
            var (ours, cost) = await RunAsync(Url, connections, seconds, headers(), warren, ct);
            var (theirs, bareCost) = await RunAsync(bare.Answering(Bytes), connections, seconds, headers(), bare.Pid, ct);
            Add(rates, connections, ours.PerSecond, theirs.PerSecond);
            Add(slowest, connections, ours.Slow, theirs.Slow);
            if (connections == 16)
            {
                processor.Ours.Add(cost);
                processor.Theirs.Add(bareCost);
            }
        }

        public IEnumerable<Figure> Figures(string group)
        {
            foreach (var (connections, (ours, theirs)) in rates)
            {
                yield return new Figure(group, $"{name}, {connections} connections", "per second", ours, "bare Kestrel", theirs) { Wanted = wanted is { } least ? Wanted.AtLeast(least) : null };
            }

            yield return new Figure(group, $"{name}, processor time of a request", "ms", processor.Ours, "bare Kestrel", processor.Theirs);
            foreach (var (connections, (ours, theirs)) in slowest.Where(s => s.Key > 1))
            {
                yield return new Figure(group, $"{name}, {connections} connections, 99 % are faster than", "ms", ours, "bare Kestrel", theirs);
            }
        }

        private static void Add(Dictionary<int, (List<double> Ours, List<double> Theirs)> to, int connections, double ours, double theirs)
        {
            if (!to.TryGetValue(connections, out var lists))
            {
                to[connections] = lists = ([], []);
            }

            lists.Ours.Add(ours);
            lists.Theirs.Add(theirs);
        }

        private static async Task<(WrkResult Result, double Milliseconds)> RunAsync(Uri url, int connections, int seconds, IEnumerable<(string, string)> headers, int pid, CancellationToken ct)
        {
            var before = ProcessCost.Processor(pid);
            var result = await Wrk.RunAsync(url, connections, seconds, headers, ct);
            return (result, (ProcessCost.Processor(pid) - before).TotalMilliseconds / result.Requests);
        }
    }
}
