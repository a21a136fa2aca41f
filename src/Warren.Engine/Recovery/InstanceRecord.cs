using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Warren.Engine.Instances;

namespace Warren.Engine.Recovery;

/// <summary>
/// What a runtime keeps beside an instance's brokers: the row, without what each copy of Warren finds out anew. A store that was restored from an older copy is
/// told by it which orders it lacks, and an operator can have the row back. Secrets in it are encrypted, as in the store.
/// </summary>
internal static class InstanceRecord
{
    /// <summary>What is seen and not ordered, the work queue, and when it was measured.</summary>
    private static readonly HashSet<string> LeftOut =
    [
        nameof(Instance.Health), nameof(Instance.FaultCode), nameof(Instance.FaultReason), nameof(Instance.FailedGeneration), nameof(Instance.BrokerVersion), nameof(Instance.ServiceAddress),
        nameof(Instance.UsedStorageGb), nameof(Instance.DueAt), nameof(Instance.Host), nameof(Instance.LeaseOwner), nameof(Instance.LeaseUntil), nameof(Instance.LeaseFence),
        nameof(Instance.MeasuredAt),
    ];

    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOut } },
    };

    public static string Write(Instance instance) => JsonSerializer.Serialize(instance, Form);

    /// <summary>The row as it was, or null for what is no record of this instance.</summary>
    public static Instance? Read(string? text, string instanceId)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Instance>(text, Form) is { } instance && instance.Id == instanceId ? instance : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>When the newest order of a row was accepted; with its generation that is the order's identity.</summary>
    public static DateTimeOffset OrderedAt(this Instance instance) => instance.ChangeRequestedAt ?? instance.CreatedAt;

    private static void LeaveOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => LeftOut.Contains(p.Name)))
        {
            property.IsRequired = false;
            property.ShouldSerialize = (_, _) => false;
            property.Set = null;
        }
    }
}
