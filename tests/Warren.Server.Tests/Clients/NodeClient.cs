using System.Diagnostics;
using System.Text.Json;
using Warren.Server.Tests.Documents;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Clients;

/// <summary>Runs a script of Clients/Node against a host. Its packages are under artifacts/: ./warren test puts them there.</summary>
internal static class NodeClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Packages = Path.Combine(CommittedFile.Root, "artifacts", "node-clients", "node_modules");

    public static async Task<JsonElement> RunAsync(WarrenHost host, string script)
    {
        Assert.True(Directory.Exists(Packages), $"{Packages} is missing: run ./warren test, which installs the clients' packages.");
        var start = new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(CommittedFile.Root, "tests/Warren.Server.Tests/Clients/Node", script), host.Url.ToString().TrimEnd('/'), host.Data.Credentials },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = Packages;
        using var limit = new CancellationTokenSource(Patience);
        using var node = Process.Start(start)!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(limit.Token), node.StandardError.ReadToEndAsync(limit.Token));
        await node.WaitForExitAsync(limit.Token);
        Assert.True(node.ExitCode == 0, await error);
        return JsonElement.Parse((await output).TrimEnd().Split('\n')[^1]); // the SDK logs above it what was refused
    }
}
