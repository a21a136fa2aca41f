namespace Warren.Bench.Identity;

/// <summary>One call, sent again and again, and the CPU time that a server spends on it.</summary>
/// <param name="client">Who sends it.</param>
/// <param name="serverPid">The server's one process.</param>
/// <param name="path">What is called, by GET.</param>
/// <param name="headers">Read anew for each batch: a signature grows old.</param>
internal sealed class MeasuredCall(HttpClient client, int serverPid, Uri path, Func<IReadOnlyList<(string Name, string Value)>> headers)
{
    /// <summary>As many calls at a time as a small machine has cores.</summary>
    private const int Parallel = 2;

    private readonly List<double> milliseconds = [];

    /// <summary>What each batch cost a call, milliseconds, less what it cost another in the same round; null: less nothing.</summary>
    public IReadOnlyList<double> Less(MeasuredCall? other) => other is null ? milliseconds : [.. milliseconds.Zip(other.milliseconds, (own, less) => own - less)];

    /// <summary>Sends a batch; keeps what it cost unless it only warms up.</summary>
    public async Task RunAsync(int calls, bool warmUp, CancellationToken ct)
    {
        var sent = headers();
        var before = ProcessCost.Processor(serverPid);
        await System.Threading.Tasks.Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = ct }, async (_, token) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            foreach (var (header, value) in sent)
            {
                request.Headers.TryAddWithoutValidation(header, value);
            }

            using var answer = await client.SendAsync(request, token);
            await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(token);
        });
        if (!warmUp)
        {
            milliseconds.Add((ProcessCost.Processor(serverPid) - before).TotalMilliseconds / calls);
        }
    }
}
