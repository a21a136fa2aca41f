using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;

namespace Warren.Engine.Broker;

/// <summary>Asks a broker whether it serves: its management API must list the node as running, and an AMQP login must succeed.</summary>
/// <param name="management">Opens the management API of nodes.</param>
/// <param name="connections">Get to the nodes.</param>
internal sealed class BrokerProbe(ManagementHttp management, INodeConnections connections) : IBrokerProbe
{
    private readonly ManagementCalls calls = new(management);

    private static readonly TimeSpan Patience = ManagementHttp.Patience;

    public async Task<ServiceCheck> CheckAsync(BrokerPlan plan, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);

        // The cheapest question first: while a node boots, its port refuses, and that is the usual answer.
        var looks = await Task.WhenAll(plan.Addresses.Select(a => LookAsync(a, async () => await ConnectAsync(plan, a, plan.ClientPort, limit.Token), ct)));
        if (Array.TrueForAll(looks, l => l.Fault is null))
        {
            looks = await Task.WhenAll(plan.Addresses.Select(a => LookAsync(a, () => LogInAndAskAsync(plan, a, limit.Token), ct)));
        }

        return Array.Find(looks, l => l.Fault is not null) is { } faulty
            ? ServiceCheck.Failed($"{faulty.Address} does not serve: {faulty.Fault}", looks.Any(l => l.Answers))
            : new ServiceCheck(true, looks[0].Version, null, SomeNodesAnswer: true);
    }

    private static async Task<NodeLook> LookAsync(IPAddress address, Func<Task<NodeStatus?>> look, CancellationToken ct)
    {
        try
        {
            var status = await look();
            return new NodeLook(address, Answers: true, status?.Fault, status?.Version);
        }
        catch (Exception e) when (IsNotServing(e) && !ct.IsCancellationRequested)
        {
            return new NodeLook(address, Answers: false, e.GetBaseException().Message, null);
        }
    }

    private async Task<NodeStatus?> LogInAndAskAsync(BrokerPlan plan, IPAddress address, CancellationToken ct)
    {
        var status = await AskManagementAsync(plan, address, ct);
        await LogInAsync(plan, address, BrokerPlan.AgentUser, plan.AgentPassword, ct);
        return status;
    }

    internal static bool IsNotServing(Exception e) =>
        e is SocketException or HttpRequestException or BrokerUnreachableException or OperationCanceledException or JsonException
            or RabbitMQClientException or IOException or KeyNotFoundException or TimeoutException;

    private async Task<NodeStatus?> ConnectAsync(BrokerPlan plan, IPAddress address, int port, CancellationToken ct)
    {
        using var socket = connections.NewSocket();
        await socket.ConnectAsync(await connections.FindAsync(plan, address, port, ct), ct);
        return null;
    }

    public Task<ManagementAnswer> SendAsync(BrokerPlan plan, ManagementCall call, CancellationToken ct) => calls.SendAsync(plan, call, ct);

    public async Task<bool> MayStopAsync(BrokerPlan plan, int index, CancellationToken ct)
    {
        try
        {
            using var http = management.Open(plan, plan.Addresses[index]);
            foreach (var check in (string[])["node-is-quorum-critical", "node-is-mirror-sync-critical"])
            {
                using var answer = await http.GetAsync(new Uri($"api/health/checks/{check}", UriKind.Relative), ct);
                if (!answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.NotFound)
                {
                    return false; // 503 and a reason; a release without mirrored queues need not know of a check for them
                }
            }

            return true;
        }
        catch (Exception e) when (IsNotServing(e) && !ct.IsCancellationRequested)
        {
            return false; // who does not know must not say yes
        }
    }

    /// <summary>Whether this node answers and knows no other.</summary>
    public async Task<bool> IsAloneAsync(BrokerPlan plan, IPAddress address, CancellationToken ct)
    {
        try
        {
            using var http = management.Open(plan, address);
            using var answer = await http.GetAsync(new Uri("api/nodes?columns=name", UriKind.Relative), ct);
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                return true; // a node that stayed alone has only the default user, and so refuses ours
            }

            using var nodes = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
            return answer.IsSuccessStatusCode && nodes.RootElement.GetArrayLength() == 1;
        }
        catch (Exception e) when (IsNotServing(e) && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Gives a blank instance its customer's user. Repeating it changes nothing.</summary>
    /// <returns>Null, or why it could not be done.</returns>
    public async Task<string?> ImportAsync(BrokerPlan plan, CancellationToken ct)
    {
        try
        {
            using var http = management.Open(plan, plan.Addresses[0]);
            using var definitions = new StringContent(Definitions.FirstBoot(plan), Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri("api/definitions", UriKind.Relative), definitions, ct);
            return answer.IsSuccessStatusCode ? null : $"{plan.Addresses[0]} does not import the definitions: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}";
        }
        catch (Exception e) when (IsNotServing(e) && !ct.IsCancellationRequested)
        {
            return $"{plan.Addresses[0]} does not serve: {e.GetBaseException().Message}";
        }
    }

    /// <summary>An AMQP connection to the first node.</summary>
    public Task<IConnection> ConnectAsync(BrokerPlan plan, string user, Secret password, CancellationToken ct) => ConnectAsync(plan, plan.Addresses[0], user, password, ct);

    public async Task SetPasswordAsync(BrokerPlan plan, CancellationToken ct)
    {
        try
        {
            using var http = management.Open(plan, plan.Addresses[0]);
            using var user = new StringContent(Definitions.AccessUser(plan), Encoding.UTF8, "application/json");
            using var answer = await http.PutAsync(new Uri($"api/users/{plan.AccessUser}", UriKind.Relative), user, ct);
            answer.EnsureSuccessStatusCode();
            foreach (var address in plan.Addresses)
            {
                await LogInAsync(plan, address, plan.AccessUser!, plan.NewPassword!, ct);
            }
        }
        catch (Exception e) when (IsNotServing(e) && !ct.IsCancellationRequested)
        {
            throw new IOException($"The new password could not be set or proven: {e.GetBaseException().Message}", e);
        }
    }

    public async Task RebalanceAsync(BrokerPlan plan, CancellationToken ct)
    {
        using var http = management.Open(plan, plan.Addresses[0]);
        using var answer = await http.PostAsync(new Uri("api/rebalance/queues", UriKind.Relative), content: null, ct);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<NodeStatus> AskManagementAsync(BrokerPlan plan, IPAddress address, CancellationToken ct)
    {
        using var http = management.Open(plan, address);
        var fault = NodeStatus.FaultIn(await http.GetStringAsync(new Uri("api/nodes?columns=name,running,partitions", UriKind.Relative), ct), plan.Addresses.Count);
        using var overview = JsonDocument.Parse(await http.GetStringAsync(new Uri("api/overview?columns=rabbitmq_version", UriKind.Relative), ct));
        return new NodeStatus(overview.RootElement.GetProperty("rabbitmq_version").GetString(), fault);
    }

    private async Task LogInAsync(BrokerPlan plan, IPAddress address, string user, Secret password, CancellationToken ct)
    {
        await using var connection = await ConnectAsync(plan, address, user, password, ct);
        await connection.CloseAsync(ct);
    }

    private async Task<IConnection> ConnectAsync(BrokerPlan plan, IPAddress address, string user, Secret password, CancellationToken ct)
    {
        var reached = await connections.FindAsync(plan, address, plan.ClientPort, ct);
        return await new ConnectionFactory
        {
            HostName = reached.Address.ToString(),
            Port = reached.Port,
            UserName = user,
            Password = password.Reveal(),
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = Patience,
            SocketFactory = _ => new TcpClientAdapter(connections.NewSocket()),
            Ssl = new SslOption { Enabled = plan.Tls, ServerName = address.ToString(), CertificateValidationCallback = management.IsOurs },
        }.CreateConnectionAsync("warren", ct);
    }

    /// <param name="Address">The node.</param>
    /// <param name="Answers">Whether clients reach it.</param>
    /// <param name="Fault">What is wrong with it, or with its view of the cluster.</param>
    /// <param name="Version">Its release.</param>
    private sealed record NodeLook(IPAddress Address, bool Answers, string? Fault, string? Version);
}
