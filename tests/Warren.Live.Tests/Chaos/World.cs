using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;
using Warren.Live.Tests.Stores;

namespace Warren.Live.Tests.Chaos;

/// <summary>What has to be true of a Warren with brokers on this machine whenever nothing is being done, as its store, the process table, the disk and the sockets show it.</summary>
internal sealed partial class World(WarrenProcess warren, StoreReader store)
{
    private const string SubnetVariable = "WARREN_BOOTSTRAP_SUBNET_CIDR";

    /// <summary>Where the kernel's network namespaces get names, as ip netns gives them; without any it is not there.</summary>
    private const string NamespaceFolder = "/run/netns";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>The named namespaces that were there before anything was done: they are somebody else's.</summary>
    private readonly IReadOnlyList<string> namespacesBefore = NamedNamespaces();

    /// <summary>What no row may show.</summary>
    private static readonly (string What, string Question)[] StoreFaults =
    [
        ("task without an end", """SELECT "Name", "InstanceId", "Step" FROM "Tasks" WHERE "State" < 2"""),
        (
            "address of nobody",
            """
            SELECT "InstanceId", "Address" FROM "NodeAddresses" WHERE "InstanceId" IS NOT NULL
            AND "InstanceId" NOT IN (SELECT "Id" FROM "Instances") AND "InstanceId" NOT IN (SELECT "Id" FROM "BlankInstances")
            """),
        (
            "instance whose addresses are not as many as its nodes",
            """
            SELECT i."Id", i."Addresses", i."NodeCount" FROM "Instances" i WHERE i."Health" <> 3
            AND i."NodeCount" <> (SELECT COUNT(*) FROM "NodeAddresses" a WHERE a."InstanceId" = i."Id")
            """),
        ("address of two", """SELECT "Addresses", COUNT(*) FROM "Instances" GROUP BY "Addresses" HAVING COUNT(*) > 1"""),
        (
            "public address bound to what does not have it",
            """
            SELECT p."Id", p."InstanceId" FROM "PublicIps" p WHERE p."InstanceId" IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM "Instances" i WHERE i."Id" = p."InstanceId" AND i."PublicIpId" = p."Id")
            """),
        (
            "public address that is shown and not bound",
            """
            SELECT i."Id", i."PublicIpId" FROM "Instances" i WHERE i."PublicIpId" IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM "PublicIps" p WHERE p."Id" = i."PublicIpId" AND p."InstanceId" = i."Id")
            """),
    ];

    /// <summary>Looks until nothing is wrong.</summary>
    /// <param name="patience">How long.</param>
    /// <param name="more">Further faults.</param>
    /// <returns>What is wrong all the same at the end.</returns>
    public static async Task<IReadOnlyList<string>> SettleAsync(TimeSpan patience, Func<Task<IReadOnlyList<string>>> more)
    {
        for (var began = Environment.TickCount64; ;)
        {
            var faults = await more();
            if (faults.Count == 0 || Environment.TickCount64 - began > patience.TotalMilliseconds)
            {
                return faults;
            }

            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What is wrong in the store: tasks without an end, addresses that are nobody's or two's.</summary>
    public static async Task<IReadOnlyList<string>> StoreFaultsAsync(StoreReader store)
    {
        var answers = await store.ReadAllAsync([.. StoreFaults.Select(f => f.Question)]);
        return [.. answers.SelectMany((rows, i) => rows.Select(row => $"{StoreFaults[i].What}: {string.Join(' ', row)}"))];
    }

    /// <summary>The same and what is wrong on the machine: instances that do not run; folders, processes, listeners, addresses and rules of nobody; two brokers for one node.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        var faults = (await StoreFaultsAsync(store)).ToList();
        if (faults.Count > 0)
        {
            return faults; // something is still being done; the machine is looked at afterwards
        }

        var rows = await store.ReadAllAsync(
        [
            """SELECT "Id", "NodeCount", "Health", "Addresses", "PublicIpAddress", "ObservedGeneration", "Generation", "FaultReason" FROM "Instances" """,
            """SELECT "Id", "State", "Addresses" FROM "BlankInstances" """,
        ]);
        var (instances, blanks) = (rows[0], rows[1]);
        faults.AddRange(instances.Where(i => i[2] is not "3" && (i[2] is not "1" || i[5] != i[6])).Select(i => $"instance that does not run: {string.Join(' ', i)}"));
        faults.AddRange(blanks.Where(b => b[1] is not "1").Select(b => $"blank instance that is not ready: {string.Join(' ', b)}"));
        var known = instances.Concat(blanks).Select(i => i[0]).ToHashSet(StringComparer.Ordinal);
        var brokers = Path.Combine(warren.Data, "brokers");
        foreach (var folder in Directory.EnumerateDirectories(brokers).Select(d => Path.GetFileName(d)!).Where(f => Guid.TryParse(f, out _) && !known.Contains(f)))
        {
            faults.Add($"folder of nobody: {folder}");
        }

        var processes = ProcessTable.Naming(brokers);
        faults.AddRange(processes.Where(p => p.IsBroker && !known.Any(id => p.Names(Path.Combine(brokers, id) + "/"))).Select(p => $"process of nobody: {p.Pid}"));
        foreach (var instance in instances.Where(i => i[2] is "1"))
        {
            for (var index = 0; index < int.Parse(instance[1], CultureInfo.InvariantCulture); index++)
            {
                var count = processes.Count(p => p.IsBroker && p.Names(warren.NodeOf(instance[0], index).Folder + "/"));
                if (count != 1)
                {
                    faults.Add($"node {index} of {instance[0]} has {count} brokers");
                }
            }
        }

        AddNamespaceFaults(faults, processes);
        await AddNetworkFaultsAsync(faults, instances, blanks);
        return faults;
    }

    /// <summary>Warren makes no network namespace: its brokers are in the machine's own, and none has come to be that would outlive them.</summary>
    private void AddNamespaceFaults(List<string> faults, IReadOnlyList<SeenProcess> processes)
    {
        faults.AddRange(NamedNamespaces().Except(namespacesBefore).Select(n => $"network namespace of nobody: {n}"));
        var own = NamespaceOf("self");
        faults.AddRange(
            from process in processes
            let other = NamespaceOf(process.Pid.ToString(CultureInfo.InvariantCulture))
            where other is not null && other != own
            select $"process in a network namespace of its own: {process.Pid} in {other}");
    }

    private static IReadOnlyList<string> NamedNamespaces() => Directory.Exists(NamespaceFolder) ? [.. Directory.EnumerateFiles(NamespaceFolder)] : [];

    /// <summary>As /proc names it: <code>net:[4026531840]</code></summary>
    /// <returns>Null of a process that has ended, or that this user may not look into.</returns>
    private static string? NamespaceOf(string process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/net").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task AddNetworkFaultsAsync(List<string> faults, IReadOnlyList<string[]> instances, IReadOnlyList<string[]> blanks)
    {
        var range = IPNetwork.Parse((await File.ReadAllTextAsync(Path.Combine(warren.Data, "brokers", "address-range"))).Trim());
        HashSet<string> given = [.. instances.SelectMany(i => i[3].Split(','))];
        HashSet<string> open = [.. instances.Select(i => i[4]).Where(a => a.Length > 0)];
        HashSet<string> all = [.. given, .. open, .. blanks.SelectMany(b => b[2].Split(','))];
        IEnumerable<string> listeners = await Listeners.InAsync(range);
        if (warren.Environment.TryGetValue(SubnetVariable, out var subnet))
        {
            listeners = listeners.Concat(await Listeners.InAsync(IPNetwork.Parse(subnet)));
            HashSet<string> failed = [.. instances.Where(i => i[2] is "3").SelectMany(i => i[3].Split(','))]; // may have come to it or not
            faults.AddRange(Differences("address on the machine", (await OwnAddressesAsync(subnet)).Except(failed), [.. all.Except(open).Except(failed)]));
            var table = await FirewallTable.ShowAsync(range);
            faults.AddRange(Differences("rule for an address", Guarded().Matches(table).Select(m => m.Groups[1].Value), [.. given, .. open]));
            faults.AddRange(Differences("limit of a public address", Limited().Matches(table).Select(m => m.Groups[1].Value), open));
        }

        faults.AddRange(listeners.Where(l => !all.Contains(l[..l.LastIndexOf(':')])).Select(l => $"listener of nobody: {l}"));
    }

    /// <summary>Has brokers take addresses of a subnet of their own, behind rules of nftables, so that these can be left over too. Takes root.</summary>
    public static void UseNetwork(WarrenProcess warren, Choices choices)
    {
        var subnet = string.Create(CultureInfo.InvariantCulture, $"10.{200 + choices.Below(50)}.{choices.Below(256)}.0/24");
        foreach (var (name, value) in (IEnumerable<(string, string)>)
        [
            ("WARREN_Local__AddressMode", "Alias"), ("WARREN_Local__SecurityGroups", "true"), ("WARREN_Local__Bandwidth", "true"), ("WARREN_BOOTSTRAP_VPC_CIDR", subnet), (SubnetVariable, subnet),
        ])
        {
            warren.Environment[name] = value;
        }
    }

    /// <summary>What ip prints, one for each address: <code>1: lo    inet 10.200.7.4/32 scope global lo:warren\       valid_lft forever preferred_lft forever</code></summary>
    private static async Task<IEnumerable<string>> OwnAddressesAsync(string subnet) =>
        (await Command.RunAsync("/usr/sbin/ip", "-o", "-4", "address", "show", "to", subnet)).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3].Split('/')[0]);

    private static IEnumerable<string> Differences(string what, IEnumerable<string> found, HashSet<string> wanted)
    {
        var there = found.ToHashSet(StringComparer.Ordinal);
        return [.. there.Except(wanted).Select(a => $"{what}, and nobody has it: {a}"), .. wanted.Except(there).Select(a => $"{what} is missing: {a}")];
    }

    [GeneratedRegex(@"([\d.]+) : jump")]
    private static partial Regex Guarded();

    [GeneratedRegex(@"ip saddr ([\d.]+) limit")]
    private static partial Regex Limited();
}
