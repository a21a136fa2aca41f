using System.Globalization;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests.Chaos;

/// <summary>
/// A cluster of three with a ledger on a queue of each kind, while one fault after the other happens to its nodes, to the network between them and to Warren. After each
/// one the cluster has to become whole and every ledger has to go on; at the end nothing confirmed may be missing.
/// </summary>
internal sealed class LedgerScenario(ChaosRun run, WarrenProcess warren, NodeLinks links, InstanceResponse trio)
{
    private const string Small = "00300-30209-0--0";
    private const string Large = "00300-30215-0--0";
    private const int MostStorageExtensions = 20;

    private readonly Choices choices = run.ChoicesOf(0);
    private readonly List<(QueueKind Kind, Ledger Ledger)> ledgers = [];
    private string size = Small;
    private int storageExtensions;
    private int made;

    private string Id => trio.InstanceId;

    private string[] Addresses => trio.ConnectAddress.Split(',');

    private TimeSpan Short => TimeSpan.FromSeconds(run.IsShort ? 5 : 10);

    private TimeSpan Long => TimeSpan.FromSeconds(30);

    public async Task RunAsync()
    {
        try
        {
            foreach (var (kind, index) in Enum.GetValues<QueueKind>().Select((k, i) => (k, i)))
            {
                ledgers.Add((kind, await Ledger.OpenAsync(trio, kind, first: index)));
            }

            foreach (var (name, fault) in run.IsShort ? ShortRound() : [])
            {
                await DoAsync(name, fault);
            }

            var deck = new Deck<(string, Func<Task>)>(choices, LongRound());
            while (run.HasTime)
            {
                var (name, fault) = deck.Next();
                await DoAsync(name, fault);
            }

            if (!run.IsShort)
            {
                await DoAsync("more nodes", GrowAsync);
            }

            if (ChaosSettings.Sabotages)
            {
                await SabotageAsync();
            }

            foreach (var (kind, ledger) in ledgers)
            {
                Judge(kind, await ledger.CountAsync());
            }
        }
        finally
        {
            foreach (var (_, ledger) in ledgers)
            {
                await ledger.DisposeAsync();
            }
        }
    }

    private List<(string Name, Func<Task> Fault)> ShortRound()
    {
        List<(string, Func<Task>)> round = [("kill -9 of a node and of Warren", KillNodeAndWarrenAsync), ("another password", ChangePasswordAsync)];
        return NodeLinks.CanDisturb ? [.. round, ("one node cut off, refused", () => CutOneAsync(LinkFault.Refused, Short))] : round;
    }

    private List<(string Name, Func<Task> Fault)> LongRound()
    {
        List<(string, Func<Task>)> round =
        [
            ("kill -9 of a node", KillNodeAsync),
            ("kill -9 of two nodes", KillTwoNodesAsync),
            ("kill -9 of all nodes and Warren", CutPowerAsync),
            ("SIGSTOP of a node, 10 s", () => PauseNodeAsync(Short)),
            ("SIGSTOP of a node, 30 s", () => PauseNodeAsync(Long)),
            ("rolling restart", RestartAsync),
            ("another size", ResizeAsync),
            ("more storage", AddStorageAsync),
            ("another password", ChangePasswordAsync),
            ("a cold create and delete beside it", () => CreateBesideAsync(1)),
            ("a warm create and a cold one, and their deletes, beside it", () => CreateBesideAsync(2)),
            ("kill -9 of Warren", KillWarrenAsync),
            ("kill -9 of a node and Warren during a rolling restart", KillDuringRestartAsync),
        ];
        if (!NodeLinks.CanDisturb)
        {
            run.Note("the network is left as it is: disturbing it takes root and nftables");
            return round;
        }

        foreach (var (words, time) in (ReadOnlySpan<(string, TimeSpan)>)[("10 s", Short), ("30 s", Long)])
        {
            foreach (var fault in Enum.GetValues<LinkFault>())
            {
                var how = fault.ToString().ToLowerInvariant();
                round.Add(($"one node cut off, {how}, {words}", () => CutOneAsync(fault, time)));
                round.Add(($"two nodes cut from each other, both see the third, {how}, {words}", () => CutPairAsync(fault, time)));
                round.Add(($"every node cut from every other, {how}, {words}", () => CutAllAsync(fault, time)));
            }
        }

        return round;
    }

    private async Task DoAsync(string name, Func<Task> fault)
    {
        run.Did(name);
        await fault();
        await ServesAgainAsync();
    }

    private async Task KillNodeAsync()
    {
        var node = choices.Below(3);
        run.Note($"node {node}");
        ProcessTable.Kill(warren.NodeOf(Id, node).RunningPid);
    }

    private async Task KillNodeAndWarrenAsync()
    {
        await KillNodeAsync();
        await KillWarrenAsync();
    }

    private Task KillTwoNodesAsync()
    {
        var kept = choices.Below(3);
        run.Note($"all but node {kept}");
        foreach (var node in Enumerable.Range(0, 3).Where(n => n != kept))
        {
            ProcessTable.Kill(warren.NodeOf(Id, node).RunningPid);
        }

        return Task.CompletedTask;
    }

    private async Task CutPowerAsync()
    {
        await warren.CutPowerAsync();
        await warren.StartAsync();
    }

    private async Task PauseNodeAsync(TimeSpan time)
    {
        var node = choices.Below(3);
        var pid = warren.NodeOf(Id, node).RunningPid;
        run.Note($"node {node}");
        await ProcessTable.SignalAsync("STOP", pid);
        await PassAsync(time);
        await ProcessTable.SignalAsync("CONT", pid);
    }

    private async Task RestartAsync()
    {
        await warren.Api.RestartAsync(Id);
        await warren.Api.RunningAsync(Id);
    }

    private async Task KillDuringRestartAsync()
    {
        await warren.Api.RestartAsync(Id);
        await PassAsync(TimeSpan.FromMilliseconds(choices.Below(8000)));
        await warren.KillAsync();
        var running = Enumerable.Range(0, 3).Select(n => warren.NodeOf(Id, n).Pid).OfType<int>().ToList();
        if (running.Count > 0)
        {
            ProcessTable.Kill(choices.OneOf(running));
        }

        await warren.StartAsync();
    }

    private async Task ResizeAsync()
    {
        size = size == Small ? Large : Small;
        await ExtendAsync(new ExtendInstanceRequest { OperType = "vertical", NewProductId = size });
    }

    private async Task AddStorageAsync()
    {
        if (storageExtensions++ < MostStorageExtensions)
        {
            await ExtendAsync(new ExtendInstanceRequest { OperType = "storage", NewStorageSpace = (await warren.Api.ShowAsync(Id))!.StorageSpace + 100 });
        }
    }

    private async Task GrowAsync()
    {
        await ExtendAsync(new ExtendInstanceRequest { OperType = "horizontal", NewBrokerNum = 5 });
        trio = (await warren.Api.ShowAsync(Id))!;
        if (NodeLinks.CanDisturb)
        {
            run.Did("two of five nodes cut off from three, refused, 30 s");
            await CutAsync(LinkFault.Refused, Long, (Addresses[..2], Addresses[2..]));
        }
    }

    private async Task ExtendAsync(ExtendInstanceRequest order)
    {
        await warren.Api.ExtendAsync(Id, order);
        await warren.Api.RunningAsync(Id);
    }

    private async Task ChangePasswordAsync()
    {
        foreach (var password in (string[])[string.Create(CultureInfo.InvariantCulture, $"Another-{choices.Below(10_000)}"), WarrenClient.AccessPassword])
        {
            await warren.Api.ResetPasswordAsync(Id, password);
            ledgers.ForEach(l => l.Ledger.Password = password);
        }
    }

    private async Task CreateBesideAsync(int count)
    {
        var ids = new List<string>();
        for (var order = 0; order < count; order++)
        {
            ids.Add(await warren.Api.CreateAsync(warren.Api.QuickStart(string.Create(CultureInfo.InvariantCulture, $"beside-{made++}"))));
        }

        foreach (var id in ids)
        {
            await Amqp.WorksAsync(await warren.Api.RunningAsync(id));
            await warren.Api.DeleteAsync(id);
        }

        foreach (var id in ids)
        {
            await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
        }
    }

    private async Task KillWarrenAsync()
    {
        await warren.KillAsync();
        await warren.StartAsync();
    }

    private Task CutOneAsync(LinkFault fault, TimeSpan time)
    {
        var node = choices.Below(3);
        run.Note($"node {node}");
        return CutAsync(fault, time, ([Addresses[node]], [.. Addresses.Where((_, i) => i != node)]));
    }

    private Task CutPairAsync(LinkFault fault, TimeSpan time)
    {
        var both = choices.Below(3);
        run.Note($"both see node {both}");
        return CutAsync(fault, time, ([Addresses[(both + 1) % 3]], [Addresses[(both + 2) % 3]]));
    }

    private Task CutAllAsync(LinkFault fault, TimeSpan time) => CutAsync(fault, time, (Addresses, Addresses));

    private async Task CutAsync(LinkFault fault, TimeSpan time, (string[] One, string[] Other) sides)
    {
        await links.DisturbAsync(fault, sides.One, sides.Other);
        await PassAsync(time);
        await links.MendAsync();
    }

    /// <summary>A fault lasts; nothing is waited for.</summary>
    private static Task PassAsync(TimeSpan time) => Task.Delay(time, TestContext.Current.CancellationToken);

    private async Task ServesAgainAsync()
    {
        await Eventually.See("the cluster is whole", WhatIsMissingAsync, missing => missing.Length == 0);
        foreach (var (_, ledger) in ledgers)
        {
            await ledger.GoesOnAsync();
        }

        run.Note("all serve again");
    }

    private async Task<string> WhatIsMissingAsync()
    {
        if ((await warren.Api.ShowAsync(Id))! is { Status: not "RUNNING" } other)
        {
            return $"it is {other.Status} {other.ErrorCode}";
        }

        try
        {
            await using var connection = await Amqp.ConnectAsync(trio.WithAddress(Addresses[0]));
            await ClusterChecks.IsWholeAsync(trio, Addresses.Length);
            return "";
        }
        catch (Exception e) when (e is BrokerUnreachableException or HttpRequestException or IOException or Xunit.Sdk.XunitException)
        {
            return e.Message;
        }
    }

    /// <summary>Another consumer takes its share of the messages of a queue behind the ledger's back: the verdict has to be bad.</summary>
    private async Task SabotageAsync()
    {
        run.Did("sabotage: another consumer takes messages");
        var (_, ledger) = ledgers.Single(l => l.Kind == QueueKind.Classic);
        await using var connection = await Amqp.ConnectAsync(trio.WithAddress(Addresses[0]));
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicConsumeAsync(ledger.Queue, autoAck: true, new AsyncEventingBasicConsumer(channel));
        await ledger.GoesOnAsync();
    }

    private void Judge(QueueKind kind, Tally books)
    {
        var name = $"{kind.ToString().ToLowerInvariant()}{(kind == QueueKind.Classic ? " durable" : "")}";
        run.Judge(
            $"{name}: attempted / confirmed / received / duplicated", string.Create(CultureInfo.InvariantCulture, $"{books.Attempted} / {books.Confirmed} / {books.Received} / {books.Duplicated}"));
        run.Judge($"{name}: longest time without a confirmation", string.Create(CultureInfo.InvariantCulture, $"{books.LongestSilence.TotalSeconds:0.0} s"));
        run.Judge($"{name}: confirmed and lost", books.Lost, "0", books.Lost == 0 && books.Confirmed > 0);
    }
}
