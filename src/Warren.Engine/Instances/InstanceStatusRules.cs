using System.Linq.Expressions;

namespace Warren.Engine.Instances;

/// <summary>The status of an instance, computed from what is wanted and what is. Pure; a test compares both forms.</summary>
public static class InstanceStatusRules
{
    public static InstanceStatus Of(Instance instance) => instance switch
    {
        { DeletionRequestedAt: not null } => InstanceStatus.Deleting,
        { Health: InstanceHealth.CreateFailed } => InstanceStatus.CreateFailed,
        { ObservedGeneration: 0 } => InstanceStatus.Creating,
        { Health: InstanceHealth.ChangeFailed } when instance.FailedGeneration == instance.Generation =>
            IsQuiet(instance.Change) ? InstanceStatus.Faulty : InstanceStatus.ResizingFailed,
        _ when instance.Generation != instance.ObservedGeneration && !IsQuiet(instance.Change) =>
            instance.Change == ChangeKind.Restart ? InstanceStatus.Restarting : InstanceStatus.Resizing,
        { Health: InstanceHealth.Faulty } => InstanceStatus.Faulty,
        _ => InstanceStatus.Running,
    };

    /// <summary>Whether it is deleted and stopped, and the recycle bin keeps it: then it is shown there and nowhere else.</summary>
    public static bool IsInBin(Instance instance) => instance.DeletionRequestedAt is not null && instance.KeptUntil is not null && instance.Generation == instance.ObservedGeneration;

    /// <summary>The contrary, as a condition that the store evaluates.</summary>
    public static Expression<Func<Instance, bool>> IsNotInBin { get; } = i => i.DeletionRequestedAt == null || i.KeptUntil == null || i.Generation != i.ObservedGeneration;

    /// <summary>Whether a change of this kind leaves the instance in the status that it has.</summary>
    internal static bool IsQuiet(ChangeKind change) => change >= ChangeKind.Password;

    /// <summary>Whether a change is still to be made during which the instance runs on; other changes wait for it.</summary>
    internal static bool HasQuietChangeAhead(Instance instance) =>
        instance.ObservedGeneration != 0 && instance.Generation != instance.ObservedGeneration && IsQuiet(instance.Change);

    /// <summary>The same as a condition that the store evaluates.</summary>
    public static Expression<Func<Instance, bool>> Is(InstanceStatus status) => status switch
    {
        InstanceStatus.Deleting => i => i.DeletionRequestedAt != null,
        InstanceStatus.CreateFailed => i => i.DeletionRequestedAt == null && i.Health == InstanceHealth.CreateFailed,
        InstanceStatus.Creating => i => i.DeletionRequestedAt == null && i.Health != InstanceHealth.CreateFailed && i.ObservedGeneration == 0,
        InstanceStatus.ResizingFailed => i => i.DeletionRequestedAt == null && i.ObservedGeneration != 0 && i.Health == InstanceHealth.ChangeFailed
            && i.FailedGeneration == i.Generation && i.Change < ChangeKind.Password,
        InstanceStatus.Restarting => i => i.DeletionRequestedAt == null && i.ObservedGeneration != 0 && i.Generation != i.ObservedGeneration
            && i.Health != InstanceHealth.CreateFailed && (i.Health != InstanceHealth.ChangeFailed || i.FailedGeneration != i.Generation) && i.Change == ChangeKind.Restart,
        InstanceStatus.Resizing => i => i.DeletionRequestedAt == null && i.ObservedGeneration != 0 && i.Generation != i.ObservedGeneration
            && i.Health != InstanceHealth.CreateFailed && (i.Health != InstanceHealth.ChangeFailed || i.FailedGeneration != i.Generation) && i.Change != ChangeKind.Restart
            && i.Change < ChangeKind.Password,
        InstanceStatus.Faulty => i => i.DeletionRequestedAt == null && i.ObservedGeneration != 0
            && (i.Generation == i.ObservedGeneration || i.Change >= ChangeKind.Password)
            && (i.Health == InstanceHealth.Faulty
                || (i.Health == InstanceHealth.ChangeFailed && i.FailedGeneration == i.Generation && i.Change >= ChangeKind.Password)),
        _ => i => i.DeletionRequestedAt == null && i.ObservedGeneration != 0
            && (i.Generation == i.ObservedGeneration || i.Change >= ChangeKind.Password)
            && i.Health != InstanceHealth.Faulty && i.Health != InstanceHealth.CreateFailed
            && (i.Health != InstanceHealth.ChangeFailed || i.FailedGeneration != i.Generation),
    };
}
