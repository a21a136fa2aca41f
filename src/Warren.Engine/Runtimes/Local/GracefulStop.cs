using System.ComponentModel;
using System.Net;

namespace Warren.Engine.Runtimes.Local;

/// <summary>
/// Asks a node to stop. On SIGTERM alone every node with the management plugin idles for five seconds: its statistics handler (rabbit_mgmt_db_handler) ends
/// with a call of the application controller, which answers nothing any more while it stops applications, until the call gives up. So that handler is taken
/// out first; the stop itself is the same as on SIGTERM (init:stop).
/// </summary>
internal static class GracefulStop
{
    private const string Stop = "catch gen_event:delete_handler(rabbit_event, rabbit_mgmt_db_handler, stop), init:stop().";

    /// <summary>A node that does not listen by then gets the signal.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task AskAsync(NodeFolder node, NodeHandle handle, BrokerUser? user, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            if (AddressOf(handle) is { } address)
            {
                await ErlangCall.RunAsync(node, address, user, Stop, limit.Token);
                return;
            }
        }
        catch (Exception e) when (e is IOException or Win32Exception or OperationCanceledException && !ct.IsCancellationRequested)
        {
            // it boots, or hangs, or there is no erl_call
        }

        _ = LibC.Kill(handle.Pid, LibC.SigTerm);
    }

    /// <summary>
    /// The address in the node's own command line:
    /// <code>/usr/lib/erlang/erts-13.1.5/bin/beam.smp -W w … -name rabbit@127.40.0.9 …</code>
    /// </summary>
    private static IPAddress? AddressOf(NodeHandle handle)
    {
        var name = File.ReadAllText($"/proc/{handle.Pid}/cmdline").Split('\0').SkipWhile(a => a != "-name").Skip(1).FirstOrDefault();
        return name?.Split('@') is [_, var address] && IPAddress.TryParse(address, out var parsed) ? parsed : null;
    }
}
