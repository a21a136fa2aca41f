using System.Diagnostics;
using System.Globalization;
using System.Net;
using Warren.Live.Tests.Machine;

namespace Warren.Live.Tests.Running;

/// <summary>A node of an instance, the first unless said otherwise, seen from outside: its folder and its processes.</summary>
internal sealed record BrokerNode(string Data, string InstanceId, int Index = 0)
{
    /// <summary>What belongs to the instance; its processes name it in their environment.</summary>
    public string InstanceFolder => Path.Combine(Data, "brokers", InstanceId);

    public string Folder => Path.Combine(InstanceFolder, Index.ToString(CultureInfo.InvariantCulture));

    /// <summary>All processes of the instance, helpers and what is still on the way to become a broker included.</summary>
    public IReadOnlyList<SeenProcess> Processes => ProcessTable.Naming(InstanceFolder);

    /// <summary>Process id of the broker if it runs. Fails when there are several, or when it is not the one in the handle file.</summary>
    public int? Pid
    {
        get
        {
            var brokers = ProcessTable.Naming(Folder + "/").Where(p => p.IsBroker).ToList();
            Assert.True(brokers.Count <= 1, $"more than one broker: {string.Join(" | ", brokers)}");
            if (brokers.Count == 1)
            {
                Assert.Equal(HandlePid, brokers[0].Pid);
            }

            return brokers.Count == 1 ? brokers[0].Pid : null;
        }
    }

    /// <summary>The process in the handle file, alive or not; null when there is none.</summary>
    public int? HandlePid
    {
        get
        {
            var file = Path.Combine(Folder, "handle");
            return File.Exists(file) ? int.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture) : null;
        }
    }

    /// <summary>How Warren says that it was started last, for example "stock: …".</summary>
    public string Boot => File.ReadAllText(Path.Combine(Folder, "boot"));

    /// <summary>Process id of the broker, which must run.</summary>
    public int RunningPid => Pid ?? throw new InvalidOperationException($"No broker runs for {InstanceId}.");

    /// <summary>What an Erlang expression gives inside the broker, as Erlang writes it.</summary>
    public async Task<string> EvaluateAsync(string expression)
    {
        var program = Directory.EnumerateDirectories("/usr/lib/erlang", "erts-*").Select(d => Path.Combine(d, "bin", "erl_call")).Single(File.Exists);
        var start = new ProcessStartInfo(program, ["-address", $"{Address}:25672", "-e"]);
        start.Environment["HOME"] = Path.Combine(Folder, "home"); // where the cookie is
        var printed = (await Command.RunAsync(start, expression + "\n")).Succeeded();
        Assert.StartsWith("{ok, ", printed, StringComparison.Ordinal);
        return printed["{ok, ".Length..^1];
    }

    /// <summary>Its name in Erlang.</summary>
    public string Name => $"rabbit@{Address}";

    /// <summary>The address in the node's name.</summary>
    private string Address => File.ReadLines(Path.Combine(Folder, "etc", "rabbitmq.conf"))
        .First(l => l.StartsWith("management.tcp.ip = ", StringComparison.Ordinal))["management.tcp.ip = ".Length..];

    /// <summary>Nothing is left of it: no process, no folder, no listener.</summary>
    public async Task AssertGoneAsync(string address)
    {
        await ProcessTable.AssertNoneNamesAsync(InstanceFolder);
        Assert.False(Directory.Exists(InstanceFolder), $"{InstanceFolder} is still there");
        Assert.Empty(await Listeners.InAsync(new IPNetwork(IPAddress.Parse(address), 32)));
    }
}
