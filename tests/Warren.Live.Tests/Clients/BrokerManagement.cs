using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Machine;

namespace Warren.Live.Tests.Clients;

/// <summary>The management API of one node of an instance, as the customer uses it.</summary>
internal sealed class BrokerManagement : IDisposable
{
    private readonly HttpClient http;

    public BrokerManagement(string address)
    {
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://{address}:15672/api/") };
        var login = Encoding.UTF8.GetBytes($"{WarrenClient.AccessUser}:{WarrenClient.AccessPassword}");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(login));
    }

    /// <summary>One per node, in the order of connect_address.</summary>
    public static IReadOnlyList<BrokerManagement> OfAll(InstanceResponse instance) => [.. instance.ConnectAddress.Split(',').Select(a => new BrokerManagement(a))];

    public void Dispose() => http.Dispose();

    /// <summary>Null when the answer is 404.</summary>
    public async Task<JsonElement?> GetAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.NotFound
            ? null
            : JsonSerializer.Deserialize<JsonElement>(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    /// <summary>Has to succeed.</summary>
    public async Task PutAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri(path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Names of the nodes that this one sees running, sorted.</summary>
    public async Task<IReadOnlyList<string>> RunningNodesAsync() =>
        [.. (await GetAsync("nodes?columns=name,running"))!.Value.EnumerateArray()
            .Where(n => n.GetProperty("running").GetBoolean())
            .Select(n => n.GetProperty("name").GetString()!)
            .Order(StringComparer.Ordinal)];

    /// <summary>Waits until a number in this node's own entry is as expected; the broker gathers its statistics some seconds after a boot or change.</summary>
    public Task NodeShowsAsync(string address, string member, long expected) => Eventually.See(
        $"{member} of {address} is {expected}",
        async () => (await GetAsync($"nodes/rabbit@{address}"))!.Value.TryGetProperty(member, out var value) ? value.GetInt64() : (long?)null,
        value => value == expected);

    /// <summary>A queue of the vhost "/"; null when there is none.</summary>
    public Task<JsonElement?> QueueAsync(string name) => GetAsync($"queues/%2F/{name}");
}
