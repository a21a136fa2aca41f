using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Instances;
using Warren.Engine.Maintenance;
using Warren.Engine.Recovery;
using Warren.Engine.Runtimes;
using Warren.Engine.Store;
using Warren.Engine.Telemetry;

namespace Warren.Engine.Reconcile;

/// <summary>One pass over one instance: observe, do the first thing that is missing, say what was seen. Safe to repeat, or to abandon at any line.</summary>
internal sealed class InstanceReconciler(
    IBrokerRuntime runtime, BrokerPlans plans, InstanceReport report, MaintenanceSchedule maintenance, DefinitionImports imports,
    AutoExpansion expansion,
    IDbContextFactory<StoreContext> stores, FaultPoints faults, IOptions<ReconcileOptions> options, TimeProvider clock, ILogger<InstanceReconciler> logger)
{
    /// <summary>How often one is asked that should have booted by now.</summary>
    private static readonly TimeSpan SlowPoll = TimeSpan.FromSeconds(1);

    /// <summary>A boot takes seconds; what does not serve this long after it may be restarted without regard to what it would interrupt.</summary>
    private static readonly TimeSpan BootTime = TimeSpan.FromMinutes(1);

    public async Task<StepResult> ReconcileAsync(Lease lease, Instance instance, RetryState retry, CancellationToken ct)
    {
        var kept = await runtime.RecordAsync(instance.Id, ct);
        var record = kept == InstanceRecord.Write(instance) ? instance : InstanceRecord.Read(kept, instance.Id);
        var isAhead = await IsAheadAsync(instance, record, ct);
        if (instance.DeletionRequestedAt is not null)
        {
            return instance.KeptUntil > clock.GetUtcNow() && !isAhead ? await RecycleAsync(lease, instance, kept, ct) : await RemoveAsync(lease, instance, isAhead, ct);
        }

        if (isAhead)
        {
            var reason = Lineage.Words(instance, record!);
            if (instance.Health != InstanceHealth.CreateFailed)
            {
                await FailAsync(lease, instance, FaultCodes.Internal, reason, keepsBrokers: true, ct);
            }

            return new StepResult.Stuck(reason);
        }

        if (record?.ObservedGeneration > instance.ObservedGeneration)
        {
            await report.CaughtUpAsync(lease, record, ct); // the store is from before it served: it shall not be treated as one that never did
            return new StepResult.Wait(TimeSpan.Zero, "it has served before");
        }

        if (instance is { Health: InstanceHealth.CreateFailed, ObservedGeneration: 0 })
        {
            if ((await runtime.ObserveAsync(instance.Id, ct)).Exists)
            {
                await EngineTrace.StepAsync("remove nodes", () => runtime.RemoveAsync(instance.Id, ct)); // another copy gave it up while this host was silent
            }

            return new StepResult.Stuck("the creation failed");
        }

        faults.Reach(FaultPoint.CreateLeased);
        retry.Begin(instance.Generation);
        var plan = await plans.OfAsync(instance, ct);
        var seen = await runtime.ObserveAsync(instance.Id, ct);
        if (record != instance && (seen.Exists || !plan.HasServed))
        {
            await KeepRecordAsync(kept, instance, ct);
        }

        if (!seen.AllRun(instance.NodeCount))
        {
            return await StartAsync(lease, instance, plan, seen, retry, ct);
        }

        if (await runtime.DriftAsync(plan, ct) is not null)
        {
            return await ApplyAsync(lease, instance, plan, [], FaultCodes.Internal, retry, ct);
        }

        await report.ReachedAtAsync(lease, instance, seen.ServiceAddress, ct);
        var check = await runtime.CheckAsync(plan, ct);
        var young = clock.GetUtcNow() - seen.NewestStart < BootTime;
        if (check.Serves)
        {
            retry.Succeeded();
        }

        var outdated = seen.Nodes.Where(n => n.IsOutdated(plan)).ToList();
        if (outdated.Count > 0 && check.Serves)
        {
            return await StopOneAsync(instance, plan, seen, outdated[0].Index, ct);
        }

        // Broken before the restart was ordered, or for longer than a boot takes since: one failed look alone may be a busy moment.
        var isBroken = instance.Health == InstanceHealth.Faulty && outdated.Count == seen.Nodes.Count;
        if (outdated.Count > 0 && (isBroken || (!young && !seen.IsSelfKept && clock.GetUtcNow() - instance.ChangeRequestedAt >= BootTime)))
        {
            return await StopTogetherAsync(instance, outdated, ct);
        }

        if (!check.Serves)
        {
            var code = check.Code ?? (check.SomeNodesAnswer ? FaultCodes.SomeNodesFaulty : FaultCodes.Unreachable);
            return await NotServingAsync(lease, instance, code, check.Reason ?? "it does not answer", young ? runtime.BootPoll : SlowPoll, ct);
        }

        string? refusal = null;
        try
        {
            if (plan.HasServed && plan.ServedNodes < plan.Addresses.Count)
            {
                await report.ProgressAsync(instance, "spreading queues over the new nodes", 90, ct);
                await EngineTrace.StepAsync("spread queues", () => runtime.SpreadAsync(plan, ct));
                faults.Reach(FaultPoint.QueuesSpread);
            }

            var due = instance.Generation == instance.ObservedGeneration ? await maintenance.DueAsync(instance, await runtime.MaintenanceOfAsync(instance.Id, ct), ct) : [];
            if (due.Contains(MaintenanceKind.UpgradeBroker))
            {
                await maintenance.RestartAsync(lease, instance, ct);
                return new StepResult.Wait(TimeSpan.Zero, "its nodes restart with a newer release");
            }

            var listening = plan with { RenewsCertificates = due.Contains(MaintenanceKind.RenewCertificate) };
            await EngineTrace.StepAsync("keep listeners", () => runtime.KeepListenersAsync(listening, ct));
            faults.Reach(FaultPoint.ListenersKept);
            await EngineTrace.StepAsync("keep plugins", () => runtime.KeepPluginsAsync(plan, ct));
            if (plan.NewPassword is not null)
            {
                await report.ProgressAsync(instance, "setting and proving the new password", 50, ct);
                await EngineTrace.StepAsync("set password", () => runtime.SetPasswordAsync(plan, ct));
                faults.Reach(FaultPoint.PasswordSet);
            }

            if (instance.Change == ChangeKind.Definitions && instance.Generation != instance.ObservedGeneration)
            {
                refusal = await ImportAsync(instance, plan, ct);
            }
        }
        catch (IOException e)
        {
            return await NotServingAsync(lease, instance, (e as BrokerFaultException)?.Code ?? FaultCodes.Internal, e.Message, SlowPoll, ct);
        }

        var storage = await runtime.LimitStorageAsync(plan, ct);
        var usedGb = storage.UsedGb ?? seen.StorageGb;
        faults.Reach(FaultPoint.BrokerServes);
        await report.ServesAsync(lease, instance, check.BrokerVersion, usedGb, refusal, ct);
        if (instance.ObservedGeneration != instance.Generation || instance.ServedNodes != instance.NodeCount || instance.ProtectedNewPassword is not null || record != instance)
        {
            (instance.ObservedGeneration, instance.ServedNodes, instance.ProtectedNewPassword) = (instance.Generation, instance.NodeCount, null);
            await KeepRecordAsync(kept, instance, ct);
        }

        faults.Reach(FaultPoint.RunningWritten);
        if (await expansion.OrderAsync(lease, instance, usedGb, ct))
        {
            return new StepResult.Wait(TimeSpan.Zero, "its storage grows");
        }

        return new StepResult.Done(storage.IsNearlyFull ? options.Value.FullStorageInterval : null);
    }

    /// <returns>Null, or why the broker refuses them.</returns>
    private async Task<string?> ImportAsync(Instance instance, BrokerPlan plan, CancellationToken ct)
    {
        await report.ProgressAsync(instance, "importing definitions", 50, ct);
        return await EngineTrace.StepAsync("import definitions", () => imports.RunAsync(instance, plan, ct));
    }

    /// <summary>Starts the nodes that do not run, each after a pause that grows with its failures; one that has failed too often is left alone.</summary>
    private async Task<StepResult> StartAsync(Lease lease, Instance instance, BrokerPlan plan, Observation seen, RetryState retry, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var code = seen.Nodes.Any(n => n.Running) ? FaultCodes.SomeNodesFaulty : FaultCodes.Unreachable;
        var down = Enumerable.Range(0, instance.NodeCount).Where(i => !seen.Runs(i)).ToList();
        var words = string.Join("; ", seen.Nodes.Where(n => !n.Running && n.LastWords is not null).Select(n => $"node {n.Index} printed last: {n.LastWords}"));
        if (plan.HasServed && instance.Generation == instance.ObservedGeneration && instance.Health != InstanceHealth.Faulty)
        {
            // Only news: what is known to be faulty has its reason already, and the try below may find the same again.
            await report.FaultyAsync(lease, instance, code, $"node {string.Join(", ", down)} ended by itself and is being started again", ct);
        }

        if (down.Exists(i => retry.Rests(i, now, options.Value)))
        {
            var reason = $"node {string.Join(", ", down)} ended after each of {options.Value.StartAttempts} starts; {words}";
            await FailAsync(lease, instance, code, reason, keepsBrokers: false, ct);
            if (instance.ObservedGeneration == 0)
            {
                return new StepResult.Stuck(reason);
            }
        }

        var pauses = down.ToDictionary(i => i, i => retry.PauseBefore(i, now, options.Value));
        if (pauses.Values.All(p => p > TimeSpan.Zero))
        {
            return down.TrueForAll(i => retry.Rests(i, now, options.Value))
                ? new StepResult.Stuck("the nodes keep failing")
                : new StepResult.Wait(pauses.Values.Min(), "the broker keeps failing, waiting before the next try");
        }

        return await ApplyAsync(lease, instance, plan with { Resting = [.. down.Where(i => pauses[i] > TimeSpan.Zero)] }, down, code, retry, ct);
    }

    private async Task<StepResult> ApplyAsync(
        Lease lease, Instance instance, BrokerPlan plan, IReadOnlyList<int> down, string code, RetryState retry, CancellationToken ct)
    {
        await report.ProgressAsync(instance, "starting the brokers", (plan.Addresses.Count - down.Count) * 80 / plan.Addresses.Count, ct);
        var tried = down.Except(plan.Resting);
        try
        {
            tried = await EngineTrace.StepAsync("start nodes", () => runtime.ApplyAsync(plan, ct));
        }
        catch (BrokerDataMissingException e)
        {
            if (instance.FaultReason != e.Message)
            {
                Log.DataMissing(logger, instance.Id, e.Message);
            }

            await report.FaultyAsync(lease, instance, FaultCodes.Internal, e.Message, ct);
            return new StepResult.Stuck(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            Log.StartFailed(logger, instance.Id, e.Message);
            return await NotServingAsync(lease, instance, (e as BrokerFaultException)?.Code ?? code, e.Message, runtime.BootPoll, ct);
        }
        finally
        {
            foreach (var node in tried)
            {
                retry.Started(node, clock.GetUtcNow(), options.Value);
            }
        }

        faults.Reach(FaultPoint.PlanApplied);
        return new StepResult.Wait(runtime.BootPoll, "the brokers are starting");
    }

    /// <summary>
    /// One node of an instance that serves: it goes on serving, so no queue shall lose its majority. A queue that has only members there can never do without it,
    /// so the wait has an end.
    /// </summary>
    private async Task<StepResult> StopOneAsync(Instance instance, BrokerPlan plan, Observation seen, int node, CancellationToken ct)
    {
        var waited = clock.GetUtcNow() - (seen.NewestStart > instance.ChangeRequestedAt ? seen.NewestStart : instance.ChangeRequestedAt);
        if (waited < options.Value.QuorumPatience && !await runtime.MayStopAsync(plan, node, ct))
        {
            await report.ProgressAsync(instance, $"waiting until queues can do without node {node}", Restarted(plan, seen), ct);
            return new StepResult.Wait(SlowPoll, "a queue would lose its majority");
        }

        await report.ProgressAsync(instance, $"restarting node {node}", Restarted(plan, seen), ct);
        await EngineTrace.StepAsync("stop node", () => runtime.StopNodeAsync(instance.Id, node, ct));
        faults.Reach(FaultPoint.OutdatedStopped);
        return new StepResult.Wait(TimeSpan.Zero, "a node stopped to be started again");
    }

    /// <summary>Percent of the nodes that are as the plan wants them.</summary>
    private static int Restarted(BrokerPlan plan, Observation seen) => seen.Nodes.Count(n => !n.IsOutdated(plan)) * 100 / Math.Max(1, seen.Nodes.Count);

    /// <summary>An instance that does not serve has nothing to lose by a restart of all that is outdated at once.</summary>
    private async Task<StepResult> StopTogetherAsync(Instance instance, IReadOnlyList<NodeObservation> nodes, CancellationToken ct)
    {
        await report.ProgressAsync(instance, "restarting the nodes together, since the instance does not serve", 20, ct);
        await EngineTrace.StepAsync("stop nodes", () => Task.WhenAll(nodes.Select(n => runtime.StopNodeAsync(instance.Id, n.Index, ct))));
        faults.Reach(FaultPoint.OutdatedStopped);
        return new StepResult.Wait(TimeSpan.Zero, "nodes stopped to be started again");
    }

    private async Task<StepResult> NotServingAsync(Lease lease, Instance instance, string code, string reason, TimeSpan nextLook, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var isSettled = instance.ObservedGeneration > 0 && instance.ObservedGeneration == instance.Generation;
        var isOverdue = instance.ObservedGeneration > 0
            ? now - instance.ChangeRequestedAt > options.Value.ChangeTimeout
            : now - instance.CreatedAt > options.Value.CreateTimeout;
        if (isSettled || isOverdue)
        {
            await FailAsync(lease, instance, code, reason, keepsBrokers: false, ct);
            if (instance.ObservedGeneration == 0)
            {
                return new StepResult.Stuck(reason);
            }
        }
        else
        {
            await report.ProgressAsync(instance, "waiting for the brokers to serve", 80, ct);
        }

        return new StepResult.Wait(nextLook, reason);
    }

    /// <summary>Faulty when nothing was being changed; otherwise the change has failed, and a creation is given up.</summary>
    private async Task FailAsync(Lease lease, Instance instance, string code, string reason, bool keepsBrokers, CancellationToken ct)
    {
        if (instance.ObservedGeneration == 0)
        {
            if (!keepsBrokers)
            {
                await EngineTrace.StepAsync("remove nodes", () => runtime.RemoveAsync(instance.Id, ct));
            }

            await report.CreateFailedAsync(lease, instance, FaultCodes.OfCreation(code), reason, ct);
        }
        else if (instance.ObservedGeneration == instance.Generation)
        {
            await report.FaultyAsync(lease, instance, code, reason, ct);
        }
        else
        {
            await report.ChangeFailedAsync(lease, instance, code, reason, ct);
        }
    }

    private async Task<StepResult> RemoveAsync(Lease lease, Instance instance, bool isAhead, CancellationToken ct)
    {
        faults.Reach(FaultPoint.DeleteLeased);
        await report.ProgressAsync(instance, "stopping and removing the brokers", 50, ct);
        if (isAhead)
        {
            Log.LeftAsOrphan(logger, instance.Id); // whoever ordered the deletion may not have known what they are now
        }
        else
        {
            await EngineTrace.StepAsync("remove nodes", () => runtime.RemoveAsync(instance.Id, ct));
        }

        faults.Reach(FaultPoint.RemovedBeforeRow);
        await report.RemovedAsync(lease, instance, ct);
        faults.Reach(FaultPoint.RowRemoved);
        return new StepResult.Gone();
    }

    /// <summary>Of an instance in the recycle bin no node runs, and its data stays until it is restored or its time is over.</summary>
    private async Task<StepResult> RecycleAsync(Lease lease, Instance instance, string? kept, CancellationToken ct)
    {
        var seen = await runtime.ObserveAsync(instance.Id, ct);
        if (seen.Nodes.Any(n => n.Running || n.SelfKept))
        {
            await report.ProgressAsync(instance, "stopping the brokers", 50, ct);
            await EngineTrace.StepAsync("stop nodes", () => runtime.StopAsync(instance.Id, seen, ct));
            return new StepResult.Wait(TimeSpan.Zero, "the brokers stopped");
        }

        await report.RecycledAsync(lease, instance, ct);
        instance.ObservedGeneration = instance.Generation;
        await KeepRecordAsync(kept, instance, ct);
        var left = instance.KeptUntil!.Value - clock.GetUtcNow();
        return new StepResult.Done(left < options.Value.ResyncInterval ? left : null);
    }

    /// <param name="instance">The row.</param>
    /// <param name="record">What the brokers carry; the row itself when that is the same.</param>
    /// <param name="ct">Ends the wait.</param>
    private async Task<bool> IsAheadAsync(Instance instance, Instance? record, CancellationToken ct)
    {
        if (record is null || record == instance)
        {
            return false;
        }

        await using var store = await stores.CreateDbContextAsync(ct);
        return await Lineage.IsAheadAsync(store, instance, record, ct);
    }

    /// <summary>Before anything is done for an order: what the brokers become must be readable without the store.</summary>
    private async Task KeepRecordAsync(string? kept, Instance instance, CancellationToken ct)
    {
        var text = InstanceRecord.Write(instance);
        if (text != kept)
        {
            await runtime.KeepRecordAsync(instance.Id, text, ct);
        }
    }
}
