using System.Net;
using RabbitMQ.Client;
using Warren.Engine.Broker;
using Warren.Engine.Security;

namespace Warren.Engine.Runtimes.Local.FastStart;

/// <summary>
/// A node that no customer has, started from a folder that is being prepared: first to see which modules it loads, and then to prove that the finished folder
/// serves. It runs at the lowest priority, and ends by itself should Warren be killed.
/// </summary>
internal sealed class TrialNode : IAsyncDisposable
{
    /// <summary>After this time it ends by itself, ms. A busy machine may need minutes for a boot at the lowest priority.</summary>
    private const int LongestLife = 600_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly NodeProcess processes;
    private readonly BrokerProbe probe;
    private readonly BrokerUser? user;
    private readonly NodeFolder node;
    private readonly BrokerPlan plan;
    private readonly Secret password = RandomText.Password(32);

    public TrialNode(NodeFiles files, NodeProcess processes, BrokerProbe probe, BrokerUser? user, string folder, IPAddress address)
    {
        this.processes = processes;
        this.probe = probe;
        this.user = user;
        node = FolderIn(folder);
        plan = new BrokerPlan
        {
            InstanceId = "trial",
            Addresses = [address],
            Size = new NodeSize(2, 4L * 1024 * 1024 * 1024, 100),
            StorageGb = 1,
            PublicAddress = null,
            RestartedSince = null,
            AccessUser = "trial",
            AccessPasswordHash = PasswordHash.Of(password),
            NewPassword = null,
            AgentPassword = RandomText.Password(32),
            ErlangCookie = RandomText.Password(32),
            Tls = true, // so that what TLS needs is loaded and tried too
            ServedNodes = 0,
        };
        files.Prepare(node, plan);
    }

    /// <summary>Where a trial node of this prepared folder lives.</summary>
    public static NodeFolder FolderIn(string folder) => new(Path.Combine(folder, "trial", "0"), 0);

    /// <summary>Ends a trial node that a killed Warren has left, and removes its folder.</summary>
    public static async Task RemoveAsync(string folder, NodeProcess processes, CancellationToken ct)
    {
        if (NodeHandle.Read(FolderIn(folder).Handle) is { } handle)
        {
            await processes.EndAsync(handle, ct);
        }

        var trial = Path.Combine(folder, "trial");
        if (Directory.Exists(trial))
        {
            Directory.Delete(trial, recursive: true);
        }
    }

    /// <summary>Starts it and waits until it serves.</summary>
    /// <exception cref="FastStartException">It does not come to serve.</exception>
    public async Task StartAsync(PreparedRelease release, CancellationToken ct)
    {
        await processes.StartAsync(
            node, plan, NodeBoot.Fast(release), ["-eval", $"spawn(fun()->timer:sleep({LongestLife}),halt(9)end)."], lowestPriority: true, ct);
        var check = ServiceCheck.Failed("");
        for (var waited = TimeSpan.Zero; waited < Patience && NodeHandle.Read(node.Handle) is { } handle && handle.Lives(); waited += PollInterval)
        {
            check = await probe.CheckAsync(plan, ct);
            if (check.Serves)
            {
                return;
            }

            await Task.Delay(PollInterval, ct);
        }

        throw new FastStartException($"a node started from it did not come to serve: {check.Reason}");
    }

    /// <summary>Writes the names of the modules that it has loaded to a file.</summary>
    public async Task ListModulesAsync(string file, CancellationToken ct)
    {
        var own = Path.Combine(node.Data, "modules");
        await ErlangCall.RunAsync(
            node, plan.Addresses[0], user, $"file:write_file(\"{own}\", [io_lib:format(\"~p.~n\", [M]) || {{M, _}} <- code:all_loaded()]).", ct);
        File.Copy(own, file);
    }

    /// <summary>Sends messages through it: a classic and a quorum queue.</summary>
    /// <exception cref="FastStartException">A message did not come back.</exception>
    public async Task CarryMessagesAsync(CancellationToken ct)
    {
        await using var connection = await probe.ConnectAsync(plan, plan.AccessUser!, password, ct);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
        foreach (var type in (string[])["classic", "quorum"])
        {
            await channel.QueueDeclareAsync(type, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = type }, cancellationToken: ct);
            await channel.BasicPublishAsync("", type, mandatory: true, new BasicProperties { Persistent = true }, body: "trial"u8.ToArray(), ct);
            if (await channel.BasicGetAsync(type, autoAck: true, ct) is null)
            {
                throw new FastStartException($"a {type} queue of a node started from it lost its message");
            }
        }
    }

    public async Task StopAsync(CancellationToken ct)
    {
        if (NodeHandle.Read(node.Handle) is { } handle)
        {
            await processes.EndAsync(handle, ct);
        }
    }

    public async ValueTask DisposeAsync() => await RemoveAsync(Path.GetDirectoryName(Path.GetDirectoryName(node.Root)!)!, processes, CancellationToken.None);
}
