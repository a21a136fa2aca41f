using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Warren.Contract.Dms.V1;

namespace Warren.Bench.Clusters;

/// <summary>What is wrong with a cluster that shows RUNNING, asked at every node.</summary>
internal static class ClusterFault
{
    public const string User = "user";
    public const string Password = "Bench-1234";

    /// <summary>Null when every node takes logins, lists every node as running and declares quorum queues with a member on each.</summary>
    public static async Task<string?> FindAsync(InstanceResponse instance, CancellationToken ct)
    {
        var addresses = instance.ConnectAddress.Split(',');
        foreach (var address in addresses)
        {
            try
            {
                var members = await DeclareAsync(address, addresses.Length, ct);
                if (members is not null)
                {
                    return members;
                }
            }
            catch (Exception e) when (e is RabbitMQClientException or HttpRequestException or IOException)
            {
                return $"{address}: {e.GetBaseException().Message}";
            }
        }

        return null;
    }

    private static async Task<string?> DeclareAsync(string address, int nodes, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri($"http://{address}:15672/api/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        using var listed = JsonDocument.Parse(await http.GetStringAsync(new Uri("nodes?columns=name,running", UriKind.Relative), ct));
        var running = listed.RootElement.EnumerateArray().Count(n => n.GetProperty("running").GetBoolean());
        if (running != nodes)
        {
            return $"{address} lists {running} of {nodes} nodes";
        }

        var factory = new ConnectionFactory { HostName = address, UserName = User, Password = Password, AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.QueueDeclareAsync(
            $"at-{address}", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
        using var queue = JsonDocument.Parse(await http.GetStringAsync(new Uri($"queues/%2F/at-{address}", UriKind.Relative), ct));
        var members = queue.RootElement.GetProperty("members").GetArrayLength();
        return members == nodes ? null : $"a queue declared at {address} has {members} of {nodes} members";
    }
}
