using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Warren.Engine.Runtimes;

namespace Warren.Engine.Broker;

/// <summary>Sends a call to the first node that answers, in node order: every node of a cluster knows all of it.</summary>
internal sealed class ManagementCalls(ManagementHttp management)
{
    private const int ServerFault = 500;

    /// <summary>How long a node that did not answer is asked last: one that hangs costs each call seconds.</summary>
    private static readonly TimeSpan Distrust = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<IPAddress, long> silentSince = new();

    /// <exception cref="IOException">No node answers; the message says why.</exception>
    public async Task<ManagementAnswer> SendAsync(BrokerPlan plan, ManagementCall call, CancellationToken ct)
    {
        var reasons = new List<string>();
        foreach (var address in plan.Addresses.OrderBy(IsDistrusted))
        {
            try
            {
                using var http = management.Open(plan, address, call.Patience);
                using var request = new HttpRequestMessage(call.Method, new Uri("api/" + call.Path, UriKind.Relative));
                request.Content = call.Body is null ? null : new StringContent(call.Body, Encoding.UTF8, "application/json");
                using var response = await http.SendAsync(request, ct);
                var answer = new ManagementAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(ct));
                if (answer.Status < ServerFault)
                {
                    silentSince.TryRemove(address, out _);
                    return answer;
                }

                reasons.Add($"{address} answers {answer.Status} {answer.Body}");
            }
            catch (Exception e) when (BrokerProbe.IsNotServing(e) && !ct.IsCancellationRequested)
            {
                silentSince[address] = Stopwatch.GetTimestamp();
                reasons.Add($"{address}: {e.GetBaseException().Message}"); // every call may be repeated, so the next node is asked
            }
        }

        throw new IOException(string.Join("; ", reasons));
    }

    private bool IsDistrusted(IPAddress address) => silentSince.TryGetValue(address, out var since) && Stopwatch.GetElapsedTime(since) < Distrust;
}
