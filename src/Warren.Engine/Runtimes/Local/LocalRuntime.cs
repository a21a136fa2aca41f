using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Broker;
using Warren.Engine.Hosting;
using Warren.Engine.Maintenance;
using Warren.Engine.Network;
using Warren.Engine.Plugins;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes.Local.FastStart;
using Warren.Engine.Runtimes.Local.Networking;
using Warren.Engine.Security;

namespace Warren.Engine.Runtimes.Local;

/// <summary>Keeps brokers as processes of this machine, each node on a loopback address of its own with the standard ports.</summary>
internal sealed class LocalRuntime : IBrokerRuntime, IAsyncDisposable
{
    private const string AddressScope = "machine";

    /// <summary>Everybody's 127.0.x.x: never given to a broker.</summary>
    private static readonly IPNetwork CommonLoopback = IPNetwork.Parse("127.0.0.0/16");

    private readonly LocalOptions options;
    private readonly BrokerFolders folders;
    private readonly BrokerUser? user;
    private readonly NodeFiles files;
    private readonly NodeProcess processes;
    private readonly StorageVolume volumes;
    private readonly StorageLimit storage;
    private readonly PublicListener publicListener;
    private readonly NodePlugins plugins;
    private readonly NodeWatch watch = new();
    private readonly ManagementHttp management;
    private readonly BrokerProbe probe;
    private readonly OwnConnections connections;
    private readonly HungBoot hungBoot;
    private readonly AddressAliases aliases;
    private readonly LoopbackRange range;
    private readonly FastStarts fastStarts;
    private readonly FaultPoints faults;
    private readonly ILogger<LocalRuntime> logger;

    public LocalRuntime(IOptions<LocalOptions> options, DataFolder data, CertificateAuthority authority, FaultPoints faults, TimeProvider clock, ILogger<LocalRuntime> logger)
    {
        this.options = options.Value;
        this.faults = faults;
        this.logger = logger;
        folders = new BrokerFolders(data.Brokers);
        user = BrokerUser.Find(this.options.User);
        files = new NodeFiles(this.options, user, authority, clock);
        processes = new NodeProcess(this.options, user);
        volumes = new StorageVolume(this.options, user);
        storage = new StorageLimit(this.options, user, volumes);
        aliases = new AddressAliases(this.options.AddressMode);
        publicListener = new PublicListener(user, aliases);
        plugins = new NodePlugins(this.options, files, user);
        connections = new OwnConnections(this.options.SecurityGroups);
        hungBoot = new HungBoot(this.options, user, connections, clock);
        management = new ManagementHttp(authority, connections);
        probe = new BrokerProbe(management, connections);
        Capabilities = new()
        {
            MaxNodes = 7,
            Tls = true,
            PublicAccess = true,
            SecurityGroups = this.options.SecurityGroups,
            Bandwidth = this.options.Bandwidth,
        };
        if (this.options.NeedsFirewall && !Firewall.IsAvailable)
        {
            throw new RuntimeUnavailableException(
                "Local:SecurityGroups and Local:Bandwidth need root and the program nft (Debian, Ubuntu: apt-get install nftables). Start Warren as root, or leave them off.");
        }

        if (!File.Exists(this.options.ServerScript))
        {
            throw new RuntimeUnavailableException(
                $"RabbitMQ is not installed: there is no {this.options.ServerScript}. Install it (Debian, Ubuntu: apt-get install rabbitmq-server), or set Local:ServerScript.");
        }

        Host = data.HostId();
        if (this.options.StorageQuota && !StorageVolume.IsAvailable)
        {
            throw new RuntimeUnavailableException(
                "Local:StorageQuota needs root and the programs mkfs.xfs, xfs_growfs, mount, umount and losetup (Debian, Ubuntu: apt-get install xfsprogs). Start Warren as root, or leave it off.");
        }

        data.PrepareBrokers(forAnotherUser: user is not null);
        range = LoopbackRange.Claim(Path.Combine(data.Brokers, "address-range"), this.options.AddressRange);
        fastStarts = new FastStarts(
            this.options,
            this.options.FastStartFolder is { Length: > 0 } folder ? Path.GetFullPath(folder) : data.FastStart,
            new ReleasePreparation(files, processes, probe, user),
            processes,
            () => range.OwnAddresses.First(IsAddressFree),
            logger);
    }

    public string Name => "local";

    public string Host { get; }

    public RuntimeCapabilities Capabilities { get; }

    public string? InstalledVersion
    {
        get
        {
            try
            {
                return InstalledRelease.Find(options.ServerScript).Version;
            }
            catch (Exception e) when (e is FastStartException or IOException)
            {
                return null;
            }
        }
    }

    public IPNetwork DefaultNetwork => range.Network;

    public void Start(Action<string> changed)
    {
        watch.Start(instanceId =>
        {
            Log.NodeEnded(logger, instanceId);
            changed(instanceId);
        });
        foreach (var instanceId in folders.Instances())
        {
            foreach (var node in folders.NodesOf(instanceId))
            {
                if (NodeHandle.Read(node.Handle) is { } handle && handle.Lives())
                {
                    watch.Add(instanceId, handle);
                }
                else
                {
                    changed(instanceId);
                }
            }
        }

        Log.Started(logger, range.Network, user?.Name ?? Environment.UserName);
        static string Word(bool enforced) => enforced ? "enforced" : "kept but not enforced";
        Log.NetworkStarted(logger, Word(Capabilities.SecurityGroups), Word(Capabilities.Bandwidth), options.AddressMode);
        fastStarts.Begin();
    }

    public Task PreparedAsync(CancellationToken ct) => fastStarts.DecidedAsync(ct);

    /// <summary>The subnet's own range where it can be had, which of 127.0.0.0/8 is always, else this Warren's part of the loopback range.</summary>
    public AddressSpace AddressSpaceFor(Subnet subnet)
    {
        var own = subnet.Network;
        var usable = LoopbackRange.Whole.Contains(own.BaseAddress) ? !CommonLoopback.Contains(own.BaseAddress) && own.PrefixLength > 8 : aliases.Serve(own.BaseAddress);
        return new AddressSpace(AddressScope, usable ? own : range.Network);
    }

    public bool IsAddressFree(IPAddress address) => aliases.Serve(address) ? AddressAliases.IsFree(address) :
        ((int[])[BrokerPlan.AmqpPort, BrokerPlan.AmqpsPort, BrokerPlan.ManagementPort, BrokerPlan.ManagementTlsPort, NodeProcess.DistributionPort]).All(port => CanListen(address, port));

    public Task<Observation> ObserveAsync(string instanceId, CancellationToken ct)
    {
        var nodes = folders.NodesOf(instanceId);
        if (nodes.Count == 0)
        {
            return Task.FromResult(Observation.Nothing);
        }

        var seen = new List<NodeObservation>(nodes.Count);
        foreach (var node in nodes)
        {
            var handle = NodeHandle.Read(node.Handle);
            var runs = handle?.Lives() ?? false;
            seen.Add(new NodeObservation(
                node.Index,
                runs,
                runs ? new DateTimeOffset(File.GetLastWriteTimeUtc(node.Handle)) : null,
                NodeSizeFile.Read(node.SizeFile),
                runs ? null : NodeProcess.LastWords(node)));
            if (runs)
            {
                watch.Add(instanceId, handle!);
            }
        }

        return Task.FromResult(new Observation(seen, storage.UsedGb(nodes)));
    }

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken ct) => Task.FromResult(folders.Instances());

    public async Task<string?> RecordAsync(string instanceId, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllTextAsync(folders.RecordOf(instanceId), ct);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task KeepRecordAsync(string instanceId, string record, CancellationToken ct)
    {
        Directory.CreateDirectory(folders.Of(instanceId));
        SecretFile.Write(folders.RecordOf(instanceId), record);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<MaintenanceKind>> MaintenanceOfAsync(string instanceId, CancellationToken ct)
    {
        var nodes = folders.NodesOf(instanceId);
        var needed = new List<MaintenanceKind>();
        if (nodes.Any(files.NeedsCertificateSoon))
        {
            needed.Add(MaintenanceKind.RenewCertificate);
        }

        if (InstalledVersion is { } installed && nodes.Any(n => IsOlder(n, installed)))
        {
            needed.Add(MaintenanceKind.UpgradeBroker);
        }

        return Task.FromResult<IReadOnlyList<MaintenanceKind>>(needed);
    }

    /// <summary>Whether a node runs an older release than this one; not when either is not known.</summary>
    private static bool IsOlder(NodeFolder node, string installed) =>
        File.Exists(node.Release) && Version.TryParse(File.ReadAllText(node.Release), out var running) && Version.TryParse(installed, out var newest) && running < newest;

    /// <summary>
    /// Nodes that have served start together, since they wait for each other. A new cluster is formed behind its first node: it starts alone, and the others
    /// start once it answers, so that none of them finds nobody and stays alone.
    /// </summary>
    public async Task<IReadOnlyList<int>> ApplyAsync(BrokerPlan plan, CancellationToken ct)
    {
        await ClearHalfFormedAsync(plan, ct);
        var started = new List<int>();
        bool? seedAnswers = null;
        for (var index = 0; index < plan.Addresses.Count; index++)
        {
            var node = folders.Node(plan.InstanceId, index);
            if (plan.Resting.Contains(index) || (NodeHandle.Read(node.Handle) is { } running && running.Lives()))
            {
                continue;
            }

            await volumes.KeepAsync(node, storage.ShareOf(plan), ct);
            if (index < plan.ServedNodes && !node.HasKeptData())
            {
                throw new BrokerDataMissingException($"The data of node {index} is gone from {node.Data}. It is not replaced by an empty node: put it back, or delete the instance.");
            }

            if (index >= Math.Max(1, plan.ServedNodes))
            {
                seedAnswers ??= await SeedNode.AnswersAsync(folders.Node(plan.InstanceId, 0), plan, connections, ct);
                if (!await MayJoinAsync(node, plan, seedAnswers.Value, ct))
                {
                    continue;
                }
            }

            if (!File.Exists(node.Served) && File.Exists(node.UpgradeLock))
            {
                File.Delete(node.UpgradeLock); // the first boot was cut off; there are no messages yet that could have been half moved
            }

            await ReleaseAddressAsync(node.Public, ct); // a node boots without its public listener
            files.Prepare(node, plan);
            faults.Reach(FaultPoint.FilesPrepared);
            await aliases.AddAsync(plan.Addresses[index], ct);
            var boot = fastStarts.BootFor(node);
            try
            {
                await processes.StartAsync(node, plan, boot, ct);
            }
            finally
            {
                boot.Record(node); // after a fast boot that fails, the next is another
            }

            await File.WriteAllTextAsync(node.Release, InstalledVersion ?? "", ct);
            started.Add(index);
            faults.Reach(FaultPoint.NodeStarted);
            Log.NodeStarted(logger, plan.InstanceId, index, plan.Addresses[index], boot.Text);
            if (NodeHandle.Read(node.Handle) is { } handle)
            {
                watch.Add(plan.InstanceId, handle);
            }
        }

        return started;
    }

    public async Task<ServiceCheck> CheckAsync(BrokerPlan plan, CancellationToken ct)
    {
        if (!plan.IsBlank && await GiveAsync(plan, ct) is { } notGiven)
        {
            return ServiceCheck.Failed(notGiven);
        }

        var check = await probe.CheckAsync(plan, ct);
        if (plan.IsBlank && check.Serves)
        {
            return check; // it has served no customer: what it holds may be replaced
        }

        if (check.Serves)
        {
            foreach (var node in folders.NodesOf(plan.InstanceId))
            {
                NodeBoot.Served(node);
                if (!File.Exists(node.Served))
                {
                    await File.WriteAllTextAsync(node.Served, "", ct);
                }
            }
        }
        else
        {
            await ResetLonersAsync(plan, ct);
            await EndHungBootsAsync(plan, ct);
        }

        return check;
    }

    public Task<bool> MayStopAsync(BrokerPlan plan, int index, CancellationToken ct) =>
        plan.IsCluster ? probe.MayStopAsync(plan, index, ct) : Task.FromResult(true);

    public async Task<StorageLook> LimitStorageAsync(BrokerPlan plan, CancellationToken ct) => new(await storage.KeepAsync(folders.NodesOf(plan.InstanceId), plan, ct));

    public async Task SpreadAsync(BrokerPlan plan, CancellationToken ct)
    {
        for (var index = plan.ServedNodes; index < plan.Addresses.Count; index++)
        {
            // A queue that has a member there already is left out of the answer, so another try does what is left.
            var failed = await ErlangCall.RunAsync(
                folders.Node(plan.InstanceId, 0),
                plan.Addresses[0],
                user,
                $"[F || {{_, R}} = F <- rabbit_quorum_queue:grow('{plan.NodeName(index)}', <<\".*\">>, <<\".*\">>, all), element(1, R) =/= ok].",
                ct);
            if (failed != "[]")
            {
                throw new IOException($"Queues could not be given a member on node {index}: {failed}");
            }
        }

        await probe.RebalanceAsync(plan, ct);
    }

    public async Task KeepListenersAsync(BrokerPlan plan, CancellationToken ct)
    {
        foreach (var node in folders.NodesOf(plan.InstanceId))
        {
            if (files.RenewCertificate(node, plan))
            {
                await ErlangCall.RunAsync(node, plan.Addresses[node.Index], user, "ssl:clear_pem_cache().", ct); // the next handshake reads the file
                Log.CertificateRenewed(logger, node.Index, plan.InstanceId);
            }
        }

        await publicListener.KeepAsync(folders.Node(plan.InstanceId, 0), plan, ct);
    }

    public Task SetPasswordAsync(BrokerPlan plan, CancellationToken ct) => probe.SetPasswordAsync(plan, ct);

    public IReadOnlyList<InstalledPlugin> Plugins => NodePlugins.Installed(options);

    public async Task<IReadOnlyList<string>> RunningPluginsAsync(BrokerPlan plan, CancellationToken ct)
    {
        var alive = folders.NodesOf(plan.InstanceId).Where(n => NodeHandle.Read(n.Handle) is { } handle && handle.Lives());
        var running = await Task.WhenAll(alive.Select(n => plugins.RunningAsync(n, plan, ct)));
        return running.Length == 0 ? [] : [.. running.Aggregate((all, one) => all.Intersect(one, StringComparer.Ordinal))];
    }

    public async Task KeepPluginsAsync(BrokerPlan plan, CancellationToken ct)
    {
        foreach (var node in folders.NodesOf(plan.InstanceId))
        {
            if (await plugins.KeepAsync(node, plan, ct))
            {
                Log.PluginsChanged(logger, node.Index, plan.InstanceId, string.Join(", ", plan.Plugins));
            }
        }
    }

    public Task<ManagementAnswer> ManageAsync(BrokerPlan plan, ManagementCall call, CancellationToken ct) => probe.SendAsync(plan, call, ct);

    public async Task StopNodeAsync(string instanceId, int index, CancellationToken ct)
    {
        var node = folders.Node(instanceId, index);
        await StopAsync(node, ct);
        await ReleaseAddressAsync(node.Public, ct); // the public address may be another's before this node starts again
        File.Delete(node.Public);
    }

    public async Task RemoveAsync(string instanceId, CancellationToken ct)
    {
        foreach (var node in folders.NodesOf(instanceId))
        {
            await KillAsync(node, ct); // its data goes with it, so nothing needs a graceful stop
            await ReleaseAsync(node, ct);
            faults.Reach(FaultPoint.NodeStopped);
        }

        var folder = folders.Of(instanceId);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
            Log.InstanceRemoved(logger, instanceId);
        }

        faults.Reach(FaultPoint.FolderRemoved);
    }

    public async Task StopAllAsync(CancellationToken ct)
    {
        await Task.WhenAll(
            from instanceId in folders.Instances()
            from node in folders.NodesOf(instanceId)
            select StopAndReleaseAsync(node, ct));
        await fastStarts.EndLeftoversAsync(ct);
        await Firewall.RemoveAsync(range.Network, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await fastStarts.DisposeAsync();
        watch.Dispose();
        range.Dispose();
        management.Dispose();
    }

    private async Task StopAndReleaseAsync(NodeFolder node, CancellationToken ct)
    {
        await StopAsync(node, ct);
        await ReleaseAsync(node, ct);
    }

    /// <summary>The machine gives up the addresses and the mount of a node that has ended.</summary>
    private async Task ReleaseAsync(NodeFolder node, CancellationToken ct)
    {
        await StorageVolume.ReleaseAsync(node, ct);
        await ReleaseAddressAsync(node.Public, ct);
        await ReleaseAddressAsync(node.AddressFile, ct);
    }

    /// <param name="file">Holds an address that this machine may have for a node.</param>
    /// <param name="ct">Ends the wait.</param>
    private async Task ReleaseAddressAsync(string file, CancellationToken ct)
    {
        if (File.Exists(file))
        {
            await aliases.RemoveAsync(IPAddress.Parse(await File.ReadAllTextAsync(file, ct)), ct);
        }
    }

    private async Task StopAsync(NodeFolder node, CancellationToken ct)
    {
        if (NodeHandle.Read(node.Handle) is { } handle)
        {
            watch.Forget(handle);
            await processes.StopAsync(node, handle, options.StopTimeout, ct);
        }
    }

    /// <summary>
    /// A new cluster whose first node has ended before all of it ever served begins anew, whole: the others may hold half of a membership that no longer exists.
    /// Nothing was shown as running yet, so nothing is lost.
    /// </summary>
    private async Task ClearHalfFormedAsync(BrokerPlan plan, CancellationToken ct)
    {
        var nodes = folders.NodesOf(plan.InstanceId);
        var seed = folders.Node(plan.InstanceId, 0);
        if (!plan.IsCluster || plan.HasServed || (NodeHandle.Read(seed.Handle)?.Lives() ?? false) || nodes.Any(n => File.Exists(n.Served)) || !nodes.Any(n => n.HasDatabase()))
        {
            return;
        }

        foreach (var node in nodes)
        {
            await KillAsync(node, ct);
            Clear(node);
        }

        Log.HalfFormedCleared(logger, plan.InstanceId);
    }

    /// <summary>
    /// Whether a node that has not served yet may start now. It joins the first node, so that must answer; with a database of its own it may be a member already,
    /// and then the others may wait for it. One that was cut off before it became a member starts empty.
    /// </summary>
    private async Task<bool> MayJoinAsync(NodeFolder node, BrokerPlan plan, bool seedAnswers, CancellationToken ct)
    {
        if (!node.HasDatabase())
        {
            return seedAnswers;
        }

        if (seedAnswers && !File.Exists(node.Served))
        {
            var seed = folders.Node(plan.InstanceId, 0);
            var name = plan.NodeName(node.Index);
            var isMember = await ErlangCall.RunAsync(seed, plan.Addresses[0], user, $"lists:member('{name}', rabbit_mnesia:cluster_nodes(all)).", ct) != "false";
            if (isMember && !node.HasSchema())
            {
                // Cut off before it had written down the cluster that knows it: it never ran there, so it holds nothing, and joins as a new node.
                isMember = await ErlangCall.RunAsync(seed, plan.Addresses[0], user, $"catch rabbit_mnesia:forget_cluster_node('{name}', false).", ct) != "ok";
            }

            if (!isMember)
            {
                Clear(node);
            }
        }

        return true;
    }

    private async Task KillAsync(NodeFolder node, CancellationToken ct)
    {
        if (NodeHandle.Read(node.Handle) is { } handle)
        {
            watch.Forget(handle);
            await processes.EndAsync(handle, ct);
        }
    }

    private static void Clear(NodeFolder node)
    {
        // Its content and not the folder, which may be a mount.
        foreach (var entry in Directory.Exists(node.Data) ? new DirectoryInfo(node.Data).GetFileSystemInfos() : [])
        {
            if (entry is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    /// <summary>Nodes that were booted blank get the customer's user. They keep the mark of a blank node until it is there.</summary>
    /// <returns>Null when all nodes are the customer's, or what is in the way.</returns>
    private async Task<string?> GiveAsync(BrokerPlan plan, CancellationToken ct)
    {
        var blank = folders.NodesOf(plan.InstanceId).Where(n => File.Exists(n.Blank)).ToList();
        if (blank.Count == 0)
        {
            return null;
        }

        if (await probe.ImportAsync(plan, ct) is { } reason)
        {
            return reason;
        }

        faults.Reach(FaultPoint.BlankGiven);
        blank.ForEach(node => File.Delete(node.Blank));
        Log.BlankGiven(logger, plan.InstanceId);
        return null;
    }

    /// <summary>A new node that stayed alone instead of joining is emptied, to be started again. It has never served, so nothing is lost.</summary>
    private async Task ResetLonersAsync(BrokerPlan plan, CancellationToken ct)
    {
        for (var index = Math.Max(1, plan.ServedNodes); index < plan.Addresses.Count; index++)
        {
            var node = folders.Node(plan.InstanceId, index);
            if (!File.Exists(node.Served) && await probe.IsAloneAsync(plan, plan.Addresses[index], ct))
            {
                Log.LonerReset(logger, plan.InstanceId, index);
                await KillAsync(node, ct);
                Clear(node);
            }
        }
    }

    /// <summary>What hangs in its boot is ended, to be started again. It has served nobody since it was started.</summary>
    private async Task EndHungBootsAsync(BrokerPlan plan, CancellationToken ct)
    {
        foreach (var node in folders.NodesOf(plan.InstanceId))
        {
            if (await hungBoot.IsHungAsync(node, plan.Addresses[node.Index], plan.ClientPort, ct))
            {
                Log.BootHangs(logger, plan.InstanceId, node.Index);
                await KillAsync(node, ct);
            }
        }
    }

    private static bool CanListen(IPAddress address, int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As a listener would: connections of an earlier one that linger (TIME_WAIT) do not matter.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
