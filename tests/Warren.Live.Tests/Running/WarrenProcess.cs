using System.Diagnostics;
using System.Text;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;

namespace Warren.Live.Tests.Running;

/// <summary>
/// A Warren with a data folder of its own, on a port that the kernel chooses. It can be stopped, killed and started again on the same folder.
/// At the end it ends all that belongs to the folder, removes it, and fails when anything is left.
/// </summary>
public sealed class WarrenProcess : IAsyncDisposable
{
    private readonly StringBuilder output = new();
    private Process? process;
    private WarrenClient? api;

    /// <summary>The data folder. The kernel's folder for temporary files and not the user's: brokers' own user has to pass.</summary>
    internal string Data { get; } = $"/tmp/warren-test-{Path.GetRandomFileName()[..8]}";

    /// <summary>Variables of every start of it. Nodes start fast, and none is booted before it is ordered, unless a test says otherwise.</summary>
    internal Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal)
    {
        ["WARREN_Local__FastStartFolder"] = PreparedRelease.Folder,
        ["WARREN_Local__WarmPool"] = "0",
    };

    /// <summary>Where the next start listens. Port 0: one that the kernel chooses.</summary>
    internal string Urls { get; set; } = "http://127.0.0.1:0";

    /// <summary>The build that the next start runs; null: the one beside these tests.</summary>
    internal string? Library { get; set; }

    /// <summary>All that it has printed so far, over all starts.</summary>
    internal string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    internal bool Runs => process is { HasExited: false };

    /// <summary>Only of a Warren that runs.</summary>
    internal int Pid => process!.Id;

    internal Credentials Credentials => Credentials.Read(Data);

    /// <summary>Signed in as the first user; another one after every start, since the port changes.</summary>
    internal WarrenClient Api => api ?? throw new InvalidOperationException("This Warren was not started.");

    internal BrokerNode NodeOf(string instanceId, int index = 0) => new(Data, instanceId, index);

    /// <summary>Starts it, first or again, and returns once it serves.</summary>
    internal async Task StartAsync(string? faultPoint = null, params string[] options)
    {
        var printedBefore = Output.Length;
        Launch(faultPoint, options);
        await Eventually.Holds(
            "Warren shows its welcome screen or ends",
            () => !Runs || Output.IndexOf("Warren serves.", printedBefore, StringComparison.Ordinal) >= 0);
        Assert.True(Runs, $"Warren ended at its start:\n{Output[printedBefore..]}");
        api?.Dispose();
        api = new WarrenClient(Credentials);
        await Eventually.See("/readyz answers 200", api.IsReadyAsync, ready => ready);
        await api.SignInAsync();
    }

    /// <summary>Starts it, and returns once it has been killed at a point that it reaches by itself.</summary>
    internal async Task StartAndDieAsync(string faultPoint)
    {
        Launch(faultPoint, []);
        Assert.Equal(137, await DeathAsync());
    }

    /// <summary>Starts it, and waits for nothing.</summary>
    internal void Launch(string? faultPoint, params string[] options)
    {
        var environment = new Dictionary<string, string>(Environment, StringComparer.Ordinal);
        if (faultPoint is not null)
        {
            environment["WARREN_FAULT_POINT"] = faultPoint;
        }

        process?.Dispose();
        process = new Process { StartInfo = ServerProgram.Start(["up", "--data", Data, "--urls", Urls, .. options], environment, Library) };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Ends it as a service manager does (SIGTERM). It must end well.</summary>
    internal async Task StopAsync()
    {
        (await Command.RunAsync("/bin/sh", "-c", $"kill -TERM {Pid}")).Succeeded();
        Assert.Equal(0, await DeathAsync());
    }

    /// <summary>kill -9.</summary>
    internal async Task KillAsync()
    {
        ProcessTable.Kill(Pid);
        Assert.Equal(137, await DeathAsync());
    }

    /// <summary>kill -9 of it and of all its brokers.</summary>
    /// <returns>How many brokers ran.</returns>
    internal async Task<int> CutPowerAsync()
    {
        await KillAsync();
        var brokers = ProcessTable.Naming(Data).Where(p => p.IsBroker).ToList();
        brokers.ForEach(b => ProcessTable.Kill(b.Pid));
        await ProcessTable.AssertNoneNamesAsync(Path.Combine(Data, "brokers"));
        return brokers.Count;
    }

    /// <summary>Waits until it has ended, and returns its exit code: 137 when it was killed.</summary>
    internal async Task<int> DeathAsync()
    {
        await Eventually.Holds("Warren ends", () => !Runs);
        await process!.WaitForExitAsync(); // reads what it printed last
        return process.ExitCode;
    }

    /// <summary>The verb down, to its end; it must end well. Warren may run or not.</summary>
    internal async Task DownAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = ServerProgram.Start(["down", "--data", Data], environment ?? Environment);
        var down = await Command.RunAsync(start);
        Keep(down.Output + down.Errors);
        down.Succeeded();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null)
        {
            return;
        }

        api?.Dispose();
        try
        {
            await Leftovers.EndAllAsync(this);
        }
        finally
        {
            process.Dispose();
            process = null; // a test may end one before its own end
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
