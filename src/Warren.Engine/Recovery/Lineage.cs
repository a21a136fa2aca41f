using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Engine.Store;

namespace Warren.Engine.Recovery;

/// <summary>Compares what the brokers of an instance carry with what the store knows of it.</summary>
internal static class Lineage
{
    /// <summary>
    /// Whether the recorded order is one that the store does not know: then the store was restored from a copy that is older than the brokers. Orders that were
    /// accepted after the restore do not make it known, however many there are.
    /// </summary>
    /// <param name="store">Asked only when the newest order of both is not the same.</param>
    /// <param name="instance">The row.</param>
    /// <param name="record">What the brokers carry; null: nothing that could be ahead.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<bool> IsAheadAsync(StoreContext store, Instance instance, Instance? record, CancellationToken ct)
    {
        if (record is null || (record.Generation == instance.Generation && record.OrderedAt() == instance.OrderedAt()))
        {
            return false;
        }

        var orderedAt = record.OrderedAt();
        return !await store.Tasks.AnyAsync(t => t.InstanceId == instance.Id && t.Generation == record.Generation && t.CreatedAt == orderedAt, ct);
    }

    public static string Words(Instance instance, Instance record) =>
        $"The brokers carry order {record.Generation} of {record.OrderedAt():yyyy-MM-dd HH:mm:ss}Z, which this store does not know (it is at order {instance.Generation}): "
        + "the store was restored from an older copy. Nothing is changed until an operator adopts what the brokers carry.";
}
