namespace Warren.Bench.Stores;

/// <summary>One call, sent again and again, one at a time, and how long its answer takes. A parameter that nobody reads makes each another one, so that none is answered from memory.</summary>
internal sealed class TimedCall(HttpClient client, Uri path, string token)
{
    private readonly List<double> milliseconds = [];
    private int sent;

    public IReadOnlyList<double> Milliseconds => milliseconds;

    /// <summary>How long the answer's body is.</summary>
    public async Task<int> BytesAsync(CancellationToken ct) => (await SendAsync(ct)).Length;

    public async Task RunAsync(int calls, bool warmUp, CancellationToken ct)
    {
        for (var call = 0; call < calls; call++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await SendAsync(ct);
            if (!warmUp)
            {
                milliseconds.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }
        }
    }

    private async Task<byte[]> SendAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{path}{(path.Query.Length == 0 ? '?' : '&')}asked={++sent}"));
        request.Headers.TryAddWithoutValidation("X-Auth-Token", token);
        using var answer = await client.SendAsync(request, ct);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(ct);
    }
}
