using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Controllers;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Operators;

/// <summary>
/// The stand-in of the RabbitMQ Cluster Operator (2.17): moves RabbitmqClusters as the real one was seen to, from the same children in the same order to the
/// same conditions, and wedges on overlapping changes as that one does. It misbehaves on demand.
/// </summary>
public sealed class RabbitmqOperator(Cluster cluster) : Controller(cluster)
{
    public const string Finalizer = "deletion.finalizers.rabbitmqclusters.rabbitmq.com";

    /// <summary>What it calls itself in managedFields.</summary>
    internal const string Manager = "manager";

    /// <summary>Event component.</summary>
    internal const string Component = "rabbitmqcluster-controller";

    private static readonly WriteOptions How = new(Manager);

    private readonly ConcurrentDictionary<string, bool> wedged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> failing = new(StringComparer.Ordinal);

    /// <summary>Nothing is done at all: conditions stay as they are, and a deletion waits for its finalizer. Default false.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The last step is never reached: observedGeneration stays behind, ReconcileSuccess as it is. Default false.</summary>
    public bool StallsBeforeSuccess { get; private set; }

    /// <summary>Where each pass ends, before the StatefulSet is made. Default false.</summary>
    public bool StallsBeforeStatefulSet { get; private set; }

    /// <summary>What each pass fails with, as the reason and the message of ReconcileSuccess; null for no failure.</summary>
    public (string Reason, string Message)? FailsWith { get; private set; }

    public void Misbehave(bool gone = false, bool stallBeforeSuccess = false, bool stallBeforeStatefulSet = false, (string Reason, string Message)? failsWith = null)
    {
        (IsGone, StallsBeforeSuccess, StallsBeforeStatefulSet, FailsWith) = (gone, stallBeforeSuccess, stallBeforeStatefulSet, failsWith);
        Wake();
    }

    public void Behave() => Misbehave();

    /// <summary>Whether the pod's preStop hook waits for a quorum that never comes, since its set was changed while it was still rolling.</summary>
    public bool IsWedged(JsonObject pod) => wedged.ContainsKey(pod.Uid());

    protected override Task SyncAsync(CancellationToken ct)
    {
        if (IsGone)
        {
            return Task.CompletedTask;
        }

        lock (Cluster.Store.Gate)
        {
            if (Cluster.Types.Find(ResourceTypes.RabbitmqClusters.QualifiedName) is null)
            {
                return Task.CompletedTask;
            }

            foreach (var instance in Cluster.List(ResourceTypes.RabbitmqClusters).ToArray())
            {
                Reconcile(instance);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>One pass, from the top. Ends at the first step that cannot be finished.</summary>
    private void Reconcile(JsonObject instance)
    {
        if (instance.IsTerminating())
        {
            Finish(instance);
            return;
        }

        instance = Change(instance, o => Finalizers.With(o, Finalizer));
        instance = Change(instance, InstanceSpec.FillZeroStructs);
        if (instance.Text("metadata", "labels", "rabbitmq.com/pauseReconciliation") == "true")
        {
            WriteStatus(instance, s => Conditions.Set(
                s, "NoWarnings", "False", "PauseReconciliation", "Resource has label 'rabbitmq.com/pauseReconciliation' set to true", Cluster.Clock));
            return;
        }

        instance = WriteStatus(instance, s => Conditions.Observe(Cluster, instance, s));
        try
        {
            if (!Children(instance))
            {
                return;
            }
        }
        catch (ReconcileException e)
        {
            Fail(instance, e);
            return;
        }

        if (StallsBeforeSuccess || !StatefulSetBuilder.IsRolledOut(Cluster, instance))
        {
            return;
        }

        failing.Remove(instance.Uid());
        var generation = instance.Generation();
        WriteStatus(instance, s => Conditions.Succeed(s, instance, generation, Cluster.Clock));
    }

    /// <summary>Whether the pass may go on.</summary>
    private bool Children(JsonObject instance)
    {
        TlsSecrets.Check(Cluster, instance);
        var objects = new ChildObjects(Cluster, instance, How);
        objects.Services();
        objects.Secrets();
        var restart = objects.ConfigMaps();
        objects.Access();
        if (FailsWith is { } failure)
        {
            throw new ReconcileException(failure.Reason, failure.Message);
        }

        if (StallsBeforeStatefulSet)
        {
            return false;
        }

        var builder = new StatefulSetBuilder(Cluster, instance, How);
        builder.RefuseScaleDown();
        ClaimGrowth.Carry(Cluster, instance, How);
        foreach (var pod in builder.Keep(restart))
        {
            wedged[pod.Uid()] = true;
        }

        return true;
    }

    private void Fail(JsonObject instance, ReconcileException e)
    {
        if (failing.GetValueOrDefault(instance.Uid()) != e.Message)
        {
            failing[instance.Uid()] = e.Message; // said once, not at each look
            EventLog.Write(Cluster, ResourceTypes.RabbitmqClusters, instance, "Warning", e.Reason, e.Message, Component);
        }

        WriteStatus(instance, s => Conditions.Set(s, "ReconcileSuccess", "False", e.Reason, e.Message, Cluster.Clock));
    }

    /// <summary>Lets the pods go without their checks, and the object with them: what it owns is collected.</summary>
    private void Finish(JsonObject instance)
    {
        if (!instance.Texts("metadata", "finalizers").Contains(Finalizer))
        {
            return;
        }

        if (Cluster.Find(ResourceTypes.StatefulSets, instance.Namespace(), $"{instance.Name()}-server") is { } set)
        {
            Cluster.Delete(ResourceTypes.StatefulSets, set.Namespace(), set.Name(), new DeleteOptions());
        }

        Change(instance, o => Finalizers.Without(o, Finalizer));
    }

    private JsonObject Change(JsonObject instance, Func<JsonObject, JsonObject> edit) =>
        Cluster.Change(ResourceTypes.RabbitmqClusters, instance.Namespace(), instance.Name(), edit, How);

    private JsonObject WriteStatus(JsonObject instance, Action<JsonObject> edit) => Cluster.Change(
        ResourceTypes.RabbitmqClusters,
        instance.Namespace(),
        instance.Name(),
        o =>
        {
            edit(o.Child("status"));
            return o;
        },
        How with { Subresource = "status" });
}
