using System.Globalization;
using System.Text.Json;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Stores;

namespace Warren.Live.Tests.Chaos;

/// <summary>What the clients of a walk know must be true once nothing is being done any more, held against the store and the API.</summary>
internal sealed class LifecycleModel(IReadOnlyList<LifecycleClient> clients, StoreReader store)
{
    private const string HealthyText = "1";
    private const string CreateFailedText = "3";

    /// <summary>What is not as it must be.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(WarrenClient api)
    {
        var faults = new List<string>(await World.StoreFaultsAsync(store));
        var rows = await RowsAsync();
        var byName = rows.ToLookup(r => r.Name, StringComparer.Ordinal);
        foreach (var instance in clients.SelectMany(c => c.Instances))
        {
            AddFaults(faults, instance, [.. byName[instance.Name]]);
        }

        var names = clients.SelectMany(c => c.Instances).Where(i => i.Fate != Fate.Gone).Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(rows.Where(r => !names.Contains(r.Name)).Select(r => $"instance that nobody ordered, or that is deleted: {r}"));
        await AddTaskFaultsAsync(faults);
        await AddAuditFaultsAsync(faults);
        await AddCountFaultsAsync(faults, api, rows.Count);
        return faults;
    }

    /// <summary>After a settling without faults: what was open is known now.</summary>
    public async Task LearnAsync()
    {
        var rows = (await RowsAsync()).ToDictionary(r => r.Name, StringComparer.Ordinal);
        foreach (var client in clients)
        {
            foreach (var instance in client.Instances)
            {
                if (rows.TryGetValue(instance.Name, out var row))
                {
                    (instance.Id, instance.Fate) = (row.Id, Fate.Ordered);
                    OrderedInstance.Change(instance.Storage, row.StorageGb, isSure: true);
                    OrderedInstance.Change(instance.PublicIp, row.PublicIpId, isSure: true);
                    OrderedInstance.Change(instance.Sizes, row.SpecCode, isSure: true);
                }
                else
                {
                    instance.Fate = Fate.Gone;
                }
            }

            client.Forget();
        }
    }

    private static void AddFaults(List<string> faults, OrderedInstance instance, IReadOnlyList<Row> rows)
    {
        if (rows.Count > 1)
        {
            faults.Add($"{instance.Name} is there {rows.Count} times");
        }

        var row = rows.Count > 0 ? rows[0] : null;
        if (row is null)
        {
            if (instance.Fate == Fate.Ordered)
            {
                faults.Add($"{instance.Name} was accepted as {instance.Id}, and is not there");
            }
        }
        else if (instance.Id is not null && instance.Id != row.Id)
        {
            faults.Add($"{instance.Name} was accepted as {instance.Id}, and is {row.Id}");
        }
        else if (row.Health == CreateFailedText ? row.Reason.Length == 0 : row.Health != HealthyText || row.Observed != row.Generation)
        {
            faults.Add($"{instance.Name} neither runs nor has failed with a reason: {row}");
        }
        else if (!instance.Storage.Contains(row.StorageGb) || !instance.PublicIp.Contains(row.PublicIpId) || !instance.Sizes.Contains(row.SpecCode))
        {
            faults.Add(
                $"{instance.Name} is not what was ordered ({string.Join(" or ", instance.Storage)} GB, {string.Join(" or ", instance.PublicIp)}, {string.Join(" or ", instance.Sizes)}): {row}");
        }
    }

    /// <summary>Each order is carried out by one task, and each task that an answer named is there.</summary>
    private async Task AddTaskFaultsAsync(List<string> faults)
    {
        var tasks = await store.ReadAsync("""SELECT "Id", "InstanceId", "Name", "Generation" FROM "Tasks" """);
        faults.AddRange(tasks.GroupBy(t => (t[1], t[3])).Where(g => g.Count() > 1).Select(g => $"generation {g.Key.Item2} of {g.Key.Item1} has {g.Count()} tasks"));
        var ids = tasks.Select(t => t[0]).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(clients.SelectMany(c => c.Tasks).Where(t => !ids.Contains(t)).Select(t => $"task that was answered and is not there: {t}"));
        var created = tasks.Where(t => t[2] == "createInstance").Select(t => t[1]).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(clients.SelectMany(c => c.Instances).Where(i => i.Id is not null && !created.Contains(i.Id)).Select(i => $"{i.Name} has no task of its creation"));
    }

    /// <summary>The audit has every accepted change.</summary>
    private async Task AddAuditFaultsAsync(List<string> faults)
    {
        var audited = (await store.ReadAsync("""SELECT DISTINCT "RequestId" FROM "AuditEvents" """)).Select(r => r[0]).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(clients.SelectMany(c => c.Accepted).Where(r => !audited.Contains(r)).Select(r => $"accepted request that the audit does not have: {r}"));
    }

    private static async Task AddCountFaultsAsync(List<string> faults, WarrenClient api, int count)
    {
        foreach (var (path, pick) in ((string, Func<JsonElement, int>)[])
        [
            ($"/v1.0/{api.ProjectId}/quotas/dms", a => a.GetProperty("quotas").GetProperty("resources").EnumerateArray().Single(r => r.GetProperty("type").GetString() == "rabbitmqInstance").GetProperty("used").GetInt32()),
            ($"/v1.0/{api.ProjectId}/instances?limit=1", a => a.GetProperty("instance_num").GetInt32()),
        ])
        {
            var answer = await api.TrySendAsync("GET", path, null, TimeSpan.FromSeconds(30));
            if (answer is not { IsAccepted: true } || pick(answer.Json) != count)
            {
                faults.Add($"{path} says not {count}: {answer?.Text ?? "nothing"}");
            }
        }
    }

    private async Task<IReadOnlyList<Row>> RowsAsync() =>
    [
        .. from r in await store.ReadAsync(
               """SELECT "Id", "Name", "Health", "ObservedGeneration", "Generation", "StorageGb", "PublicIpId", "SpecCode", "FaultReason" FROM "Instances" """)
           select new Row(r[0], r[1], r[2], r[3], r[4], int.Parse(r[5], CultureInfo.InvariantCulture), r[6], r[7], r[8]),
    ];

    private sealed record Row(string Id, string Name, string Health, string Observed, string Generation, int StorageGb, string PublicIpId, string SpecCode, string Reason);
}
