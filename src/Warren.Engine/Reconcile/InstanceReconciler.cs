using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Catalogue;
using Warren.Engine.Instances;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;

namespace Warren.Engine.Reconcile;

/// <summary>One pass over one instance: observe, do the first thing that is missing, say what was seen. Safe to repeat, or to abandon at any line.</summary>
internal sealed class InstanceReconciler(
    IBrokerRuntime runtime, ProductCatalogue catalogue, SecretProtector secrets, InstanceReport report,
    FaultPoints faults, IOptions<ReconcileOptions> options, TimeProvider clock, ILogger<InstanceReconciler> logger)
{
    /// <summary>How often a booting broker is asked whether it serves.</summary>
    private static readonly TimeSpan BootPoll = TimeSpan.FromMilliseconds(100);

    public async Task<StepResult> ReconcileAsync(Lease lease, Instance instance, RetryState retry, CancellationToken ct)
    {
        if (instance.DeletionRequestedAt is not null)
        {
            return await RemoveAsync(lease, instance, ct);
        }

        if (instance.Health == InstanceHealth.CreateFailed)
        {
            return new StepResult.Stuck("the creation failed");
        }

        faults.Reach(FaultPoint.CreateLeased);
        var plan = BrokerPlan.From(instance, catalogue.BySpecCode(instance.SpecCode)!, secrets);
        var seen = await runtime.ObserveAsync(instance.Id, ct);
        if (!seen.AllRun(instance.NodeCount))
        {
            return await StartAsync(lease, instance, plan, retry, ct);
        }

        var check = await runtime.CheckAsync(plan, ct);
        var outdated = seen.Nodes.Where(n => n.IsOutdated(plan)).ToList();
        if (outdated.Count > 0 && (check.Serves || outdated.Count == seen.Nodes.Count))
        {
            return await StopOutdatedAsync(instance, plan, check.Serves ? [outdated[0]] : outdated, check.Serves, ct);
        }

        if (!check.Serves)
        {
            return await NotServingAsync(lease, instance, check.Reason ?? "it does not answer", ct);
        }

        if (plan.HasServed && plan.ServedNodes < plan.Addresses.Count)
        {
            await report.ProgressAsync(instance, "spreading queues over the new nodes", ct);
            await runtime.SpreadAsync(plan, ct);
        }

        faults.Reach(FaultPoint.BrokerServes);
        retry.Succeeded();
        await report.ServesAsync(lease, instance, check.BrokerVersion, seen.StorageBytes, ct);
        faults.Reach(FaultPoint.RunningWritten);
        return new StepResult.Done();
    }

    private async Task<StepResult> StartAsync(Lease lease, Instance instance, BrokerPlan plan, RetryState retry, CancellationToken ct)
    {
        if (plan.HasServed && instance.Generation == instance.ObservedGeneration && instance.Health != InstanceHealth.Faulty)
        {
            // Only news: what is known to be faulty has its reason already, and the try below may find the same again.
            await report.FaultyAsync(lease, instance, FaultCodes.Unreachable, "a broker process ended by itself and is being started again", ct);
        }

        if (retry.PauseBefore(clock.GetUtcNow(), options.Value.LongestBackoff) is { } pause)
        {
            return new StepResult.Wait(pause, "the broker keeps failing, waiting before the next try");
        }

        await report.ProgressAsync(instance, "starting the brokers", ct);
        try
        {
            await runtime.ApplyAsync(plan, ct);
        }
        catch (BrokerDataMissingException e)
        {
            await report.FaultyAsync(lease, instance, FaultCodes.Internal, e.Message, ct);
            return new StepResult.Stuck(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            Log.StartFailed(logger, instance.Id, e.Message);
            return await NotServingAsync(lease, instance, e.Message, ct);
        }

        faults.Reach(FaultPoint.PlanApplied);
        return new StepResult.Wait(BootPoll, "the brokers are starting");
    }

    /// <summary>A node at a time while the instance serves, so that it goes on serving; all at once when it does not serve anyway.</summary>
    private async Task<StepResult> StopOutdatedAsync(Instance instance, BrokerPlan plan, IReadOnlyList<NodeObservation> nodes, bool serves, CancellationToken ct)
    {
        foreach (var node in nodes)
        {
            if (serves && !await runtime.MayStopAsync(plan, node.Index, ct))
            {
                await report.ProgressAsync(instance, $"waiting until queues can do without node {node.Index}", ct);
                return new StepResult.Wait(BootPoll, "a queue would lose its majority");
            }

            await report.ProgressAsync(instance, $"restarting node {node.Index}", ct);
            await runtime.StopNodeAsync(instance.Id, node.Index, ct);
        }

        return new StepResult.Wait(TimeSpan.Zero, "nodes stopped to be started again");
    }

    private async Task<StepResult> NotServingAsync(Lease lease, Instance instance, string reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (instance.ObservedGeneration > 0 && instance.ObservedGeneration == instance.Generation)
        {
            await report.FaultyAsync(lease, instance, FaultCodes.Unreachable, reason, ct);
        }
        else if (instance.ObservedGeneration > 0 && now - instance.ChangeRequestedAt > options.Value.ChangeTimeout)
        {
            await report.ChangeFailedAsync(lease, instance, FaultCodes.Unreachable, reason, ct);
        }
        else if (instance.ObservedGeneration > 0)
        {
            await report.ProgressAsync(instance, "waiting for the brokers to serve", ct);
        }
        else if (now - instance.CreatedAt > options.Value.CreateTimeout)
        {
            await runtime.RemoveAsync(instance.Id, ct);
            await report.CreateFailedAsync(lease, instance, FaultCodes.DeploymentFailed, reason, ct);
            return new StepResult.Stuck(reason);
        }
        else
        {
            await report.ProgressAsync(instance, "waiting for the brokers to serve", ct);
        }

        return new StepResult.Wait(BootPoll, reason);
    }

    private async Task<StepResult> RemoveAsync(Lease lease, Instance instance, CancellationToken ct)
    {
        faults.Reach(FaultPoint.DeleteLeased);
        await report.ProgressAsync(instance, "stopping and removing the brokers", ct);
        await runtime.RemoveAsync(instance.Id, ct);
        faults.Reach(FaultPoint.RemovedBeforeRow);
        await report.RemovedAsync(lease, instance, ct);
        faults.Reach(FaultPoint.RowRemoved);
        return new StepResult.Gone();
    }
}
