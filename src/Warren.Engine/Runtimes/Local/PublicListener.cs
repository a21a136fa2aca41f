using System.Net;
using Warren.Engine.Runtimes.Local.Networking;

namespace Warren.Engine.Runtimes.Local;

/// <summary>
/// One more AMQP listener of an instance's first node, on its public address: added to the running broker and removed from it, without a restart. It is no part
/// of the configuration, so that an address which cannot be listened on never keeps a node from booting; after a boot it is added again.
/// </summary>
internal sealed class PublicListener(BrokerUser? user, AddressAliases aliases)
{
    /// <summary>Processes that take connections: RabbitMQ's own default.</summary>
    private const int Acceptors = 10;

    /// <exception cref="IOException">The address cannot be listened on; the message says why.</exception>
    public async Task KeepAsync(NodeFolder node, BrokerPlan plan, CancellationToken ct)
    {
        var open = File.Exists(node.Public) ? IPAddress.Parse(await File.ReadAllTextAsync(node.Public, ct)) : null;
        if (Equals(open, plan.PublicAddress))
        {
            return;
        }

        if (open is not null)
        {
            await RunAsync(node, plan, $"begin catch {Stop(open, plan)}, ok end.", ct);
            await aliases.RemoveAsync(open, ct);
            File.Delete(node.Public);
        }

        if (plan.PublicAddress is not { } wanted)
        {
            return;
        }

        await aliases.AddAsync(wanted, ct);

        // Whatever an earlier try left goes first. The mark comes last: without it, it is tried again.
        var answer = await RunAsync(node, plan, $"begin catch {Stop(wanted, plan)}, {Start(wanted, plan)} end.", ct);
        if (answer != "ok")
        {
            throw new IOException($"The broker cannot listen on the public address {wanted}: {answer}");
        }

        await File.WriteAllTextAsync(node.Public, wanted.ToString(), ct);
    }

    private static string Listener(IPAddress address, BrokerPlan plan) => $"{{\"{address}\", {plan.ClientPort}}}";

    private static string Stop(IPAddress address, BrokerPlan plan) => $"rabbit_networking:stop_tcp_listener({Listener(address, plan)})";

    private static string Start(IPAddress address, BrokerPlan plan) => plan.Tls
        ? $"rabbit_networking:start_ssl_listener({Listener(address, plan)}, rabbit_networking:ensure_ssl(), {Acceptors})"
        : $"rabbit_networking:start_tcp_listener({Listener(address, plan)}, {Acceptors})";

    private Task<string> RunAsync(NodeFolder node, BrokerPlan plan, string expression, CancellationToken ct) =>
        ErlangCall.RunAsync(node, plan.Addresses[node.Index], user, expression, ct);
}
