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
            instance.Change == ChangeKind.Password ? InstanceStatus.Faulty : InstanceStatus.ResizingFailed,
        _ when instance.Generation != instance.ObservedGeneration && instance.Change != ChangeKind.Password =>
            instance.Change == ChangeKind.Restart ? InstanceStatus.Restarting : InstanceStatus.Resizing,
        { Health: InstanceHealth.Faulty } => InstanceStatus.Faulty,
        _ => InstanceStatus.Running,
    };

    /// <summary>Whether a new password is still to be set; the instance runs on meanwhile, and other changes wait.</summary>
    internal static bool HasPasswordAhead(Instance instance) =>
        instance.ObservedGeneration != 0 && instance.Generation != instance.ObservedGeneration && instance.Change == ChangeKind.Password;

    /// <summary>The same as a condition that the store evaluates.</summary>
    public static Expression<Func<Instance, bool>> Is(InstanceStatus status) => status switch
    {
        InstanceStatus.Deleting => i => i.DeletionRequestedAt != null,
        InstanceStatus.CreateFailed => i => i.DeletionRequestedAt == null && i.Health == InstanceHealth.CreateFailed,
        InstanceStatus.Creating => i => i.DeletionRequestedAt == null && i.Health != InstanceHealth.CreateFailed && i.ObservedGeneration == 0,
        InstanceStatus.ResizingFailed => i => i.DeletionRequestedAt == null && i.ObservedGeneration != 0 && i.Health == InstanceHealth.ChangeFailed
            && i.FailedGeneration == i.Generation && i.Change != ChangeKind.Password,
        InstanceStatus.Restarting => i => i.DeletionRequestedAt == null && i.ObservedGeneration != 0 && i.Generation != i.ObservedGeneration
            && i.Health != InstanceHealth.CreateFailed && (i.Health != InstanceHealth.ChangeFailed || i.FailedGeneration != i.Generation) && i.Change == ChangeKind.Restart,
        InstanceStatus.Resizing => i => i.DeletionRequestedAt == null && i.ObservedGeneration != 0 && i.Generation != i.ObservedGeneration
            && i.Health != InstanceHealth.CreateFailed && (i.Health != InstanceHealth.ChangeFailed || i.FailedGeneration != i.Generation) && i.Change != ChangeKind.Restart
            && i.Change != ChangeKind.Password,
        InstanceStatus.Faulty => i => i.DeletionRequestedAt == null && i.ObservedGeneration != 0
            && (i.Generation == i.ObservedGeneration || i.Change == ChangeKind.Password)
            && (i.Health == InstanceHealth.Faulty
                || (i.Health == InstanceHealth.ChangeFailed && i.FailedGeneration == i.Generation && i.Change == ChangeKind.Password)),
        _ => i => i.DeletionRequestedAt == null && i.ObservedGeneration != 0
            && (i.Generation == i.ObservedGeneration || i.Change == ChangeKind.Password)
            && i.Health != InstanceHealth.Faulty && i.Health != InstanceHealth.CreateFailed
            && (i.Health != InstanceHealth.ChangeFailed || i.FailedGeneration != i.Generation),
    };
}
