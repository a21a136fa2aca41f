using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Engine.Store;
using Warren.Engine.Tasks;

namespace Warren.Engine.Telemetry;

/// <summary>
/// The spans of what is done for an order. The task in the store says which trace it came in, so that whichever copy carries it out goes on with that trace. Without
/// somebody who listens, or without such a task, nothing is recorded and nothing is asked.
/// </summary>
public static class EngineTrace
{
    /// <summary>Name of the source.</summary>
    public const string Source = "Warren.Engine";

    private static readonly ActivitySource Spans = new(Source);

    /// <summary>The span in which an order of this instance was accepted; null: there is nothing to go on with.</summary>
    internal static async Task<ActivityContext?> OrderOfAsync(IDbContextFactory<StoreContext> stores, Instance instance, CancellationToken ct)
    {
        if (!Spans.HasListeners() || instance.Generation == instance.ObservedGeneration)
        {
            return null;
        }

        await using var store = await stores.CreateDbContextAsync(ct);
        var parent = await store.Tasks
            .Where(t => t.InstanceId == instance.Id && t.Generation == instance.Generation && (t.State == TaskState.Created || t.State == TaskState.Executing))
            .OrderByDescending(t => t.CreatedAt)
            .Select(t => t.TraceParent)
            .FirstOrDefaultAsync(ct);
        return ActivityContext.TryParse(parent, null, isRemote: true, out var context) ? context : null;
    }

    /// <summary>The span of carrying an order out, to its end or until the lease is lost.</summary>
    internal static Activity? Begin(ActivityContext? order, Instance instance)
    {
        if (order is not { } parent)
        {
            return null;
        }

        var span = Spans.StartActivity("carry out order", ActivityKind.Consumer, parent);
        span?.SetTag("warren.instance_id", instance.Id);
        span?.SetTag("warren.generation", instance.Generation);
        span?.SetTag("warren.change", instance.DeletionRequestedAt is null ? instance.Change.ToString() : "Delete");
        return span;
    }

    /// <summary>One step of the runtime's, within an order that is traced.</summary>
    internal static async Task<T> StepAsync<T>(string name, Func<Task<T>> step)
    {
        using var span = Activity.Current?.Source == Spans ? Spans.StartActivity(name) : null;
        try
        {
            return await step();
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }

    internal static Task StepAsync(string name, Func<Task> step) => StepAsync(name, async () =>
    {
        await step();
        return true;
    });
}
