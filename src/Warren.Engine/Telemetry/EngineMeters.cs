using System.Diagnostics;
using System.Diagnostics.Metrics;
using Warren.Engine.Instances;
using Warren.Engine.Reconcile;
using Warren.Engine.Recovery;
using Warren.Engine.Tasks;

namespace Warren.Engine.Telemetry;

/// <summary>What the engine counts and measures. Counts of the store are the same on every copy that shares it, and are there only where <see cref="StoreCensus"/> runs.</summary>
public sealed class EngineMeters : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Warren.Engine";

    private readonly Meter meter = new(Name);
    private readonly Histogram<double> passes;
    private readonly Counter<long> ended;
    private Census? census;

    public EngineMeters()
    {
        passes = meter.CreateHistogram<double>("warren.reconcile.pass.duration", "s", "How long a pass over an instance takes, by how it ends.");
        ended = meter.CreateCounter<long>("warren.tasks.ended", "{task}", "Tasks that this copy has brought to their end, by how.");
        meter.CreateObservableGauge("warren.instances", () => Now(c => c.Instances, "status"), "{instance}", "Instances of the store by status.");
        meter.CreateObservableGauge("warren.tasks.open", () => Now(c => c.OpenTasks, "state"), "{task}", "Tasks of the store that have not ended, by state.");
        meter.CreateObservableGauge("warren.orphans", () => Now(c => c.Orphans, "kind"), "{instance}", "Brokers that the store does not know, or knows at an older order.");
        meter.CreateObservableGauge(
            "warren.reconcile.overdue", () => Seen<double>(c => c.Overdue is { } time ? [new(time.TotalSeconds)] : []), "s",
            "How long the instance that waits longest for a look has been due; some seconds at most while somebody works.");
        meter.CreateObservableGauge("warren.store.readable", () => Seen<long>(c => [new(c.Readable ? 1 : 0)]), description: "1 when the store answered the last count, 0 when it did not.");
    }

    public void Dispose() => meter.Dispose();

    internal void Passed(long began, string outcome) => passes.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    internal void Ended(TaskState state, int count)
    {
        if (count > 0)
        {
            ended.Add(count, new KeyValuePair<string, object?>("state", Word(state)));
        }
    }

    internal static string Outcome(StepResult result) => result switch
    {
        StepResult.Done => "done",
        StepResult.Gone => "gone",
        StepResult.Stuck => "stuck",
        _ => "wait",
    };

    internal void Show(Census counted) => Volatile.Write(ref census, counted);

    private IEnumerable<Measurement<long>> Now<T>(Func<Census, IReadOnlyDictionary<T, long>> counts, string tag)
        where T : struct, Enum =>
        Volatile.Read(ref census) is { Readable: true } seen ? counts(seen).Select(c => new Measurement<long>(c.Value, new KeyValuePair<string, object?>(tag, Word(c.Key)))) : [];

    private IEnumerable<Measurement<T>> Seen<T>(Func<Census, IReadOnlyList<Measurement<T>>> values)
        where T : struct => Volatile.Read(ref census) is { } seen ? values(seen) : [];

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToUpperInvariant();
}

/// <summary>Counts of the store at one moment; every status, state and kind is there, also with none.</summary>
internal sealed record Census(
    bool Readable, IReadOnlyDictionary<InstanceStatus, long> Instances, IReadOnlyDictionary<TaskState, long> OpenTasks, IReadOnlyDictionary<OrphanKind, long> Orphans, TimeSpan? Overdue)
{
    public static Census Unreadable { get; } =
        new(false, new Dictionary<InstanceStatus, long>(), new Dictionary<TaskState, long>(), new Dictionary<OrphanKind, long>(), null);
}
