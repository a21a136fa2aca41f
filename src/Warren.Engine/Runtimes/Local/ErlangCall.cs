using System.Net;

namespace Warren.Engine.Runtimes.Local;

/// <summary>
/// Evaluates an expression inside a node, for the few things that the management API cannot do. The expression goes in by standard input and the cookie is read
/// from the node's own home folder, so that nothing secret stands in an argument.
/// </summary>
internal static class ErlangCall
{
    /// <summary>A value comes as {ok, VALUE}.</summary>
    private const string Good = "{ok, ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <returns>The value, as Erlang writes it.</returns>
    /// <exception cref="IOException">It could not be evaluated; the message says why.</exception>
    public static async Task<string> RunAsync(NodeFolder node, IPAddress address, BrokerUser? user, string expression, CancellationToken ct)
    {
        string[] command = [Program(), "-address", $"{address}:{NodeProcess.DistributionPort}", "-e"];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        var (exitCode, printed, error) = await OtherProgram.RunAsync(
            [.. user?.Become ?? [], .. command],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = node.Home },
            expression + "\n", // a form ends with a dot and a line break
            limit.Token);
        return exitCode == 0 && printed.StartsWith(Good, StringComparison.Ordinal)
            ? printed[Good.Length..^1]
            : throw new IOException($"{expression} failed on {address}: {printed}{error}");
    }

    private static string Program() =>
        Directory.EnumerateDirectories("/usr/lib/erlang", "erts-*").Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin", "erl_call")).LastOrDefault(File.Exists)
            ?? throw new IOException("There is no erl_call below /usr/lib/erlang; it comes with Erlang.");
}
