using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Broker;
using Warren.Engine.Catalogue;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Network;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Engine.Tasks;

namespace Warren.Engine.Instances;

/// <summary>Changes of an instance that exists: modify, restart, extend. Each is one transaction; what takes time becomes a task.</summary>
public sealed class InstanceChanges(
    StoreContext store, InstanceFinder finder, ProductCatalogue catalogue, AddressAllocator addresses, PublicIpService publicIps,
    IBrokerRuntime runtime, SecretProtector secrets, Wakeups wakeups, FaultPoints faults, TimeProvider clock)
{
    /// <summary>Changes any of the members that table 5-10 names; the others stay.</summary>
    /// <exception cref="WarrenException">The first fault in the order of that table; nothing was changed.</exception>
    public async Task ModifyAsync(Caller caller, string instanceId, InstanceChange change, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var instance = await LoadAsync(caller, instanceId, ct);
        if (instance.DeletionRequestedAt is not null)
        {
            throw new WarrenException(DmsErrors.StatusForbids, InstanceStatusRules.Of(instance));
        }

        if (change.Name is not null)
        {
            await RenameAsync(instance, InstanceRules.Name(change.Name), ct);
        }

        if (change.Description is not null)
        {
            instance.Description = InstanceRules.Description(change.Description);
        }

        if (MaintainWindow.ForUpdate(change.MaintainBegin, change.MaintainEnd, catalogue) is { } window)
        {
            (instance.MaintainBegin, instance.MaintainEnd) = window;
        }

        if (!string.IsNullOrEmpty(change.SecurityGroupId))
        {
            await InstanceSurroundings.CheckSecurityGroupAsync(store, instance.ProjectId, change.SecurityGroupId, ct);
            instance.SecurityGroupId = change.SecurityGroupId;
        }

        instance.AclEnabled = change.AclEnabled ?? instance.AclEnabled;
        await ChangePublicAccessAsync(caller, instance, change, ct);
        if (!string.IsNullOrEmpty(change.EnterpriseProjectId))
        {
            await InstanceSurroundings.CheckEnterpriseProjectAsync(store, caller.AccountId, change.EnterpriseProjectId, ct);
            instance.EnterpriseProjectId = change.EnterpriseProjectId;
        }

        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        faults.Reach(FaultPoint.ModifyCommitted);
        wakeups.Wake(instance.Id);
    }

    /// <summary>Accepts a restart: one node after the other where there are several.</summary>
    /// <exception cref="WarrenException">StatusForbids unless the instance runs or is faulty.</exception>
    public async Task RestartAsync(Caller caller, string instanceId, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var instance = await LoadAsync(caller, instanceId, ct);
        Require(instance, InstanceStatus.Running, InstanceStatus.Faulty);
        instance.RestartRequestedAt = clock.GetUtcNow();
        Accept(caller, instance, ChangeKind.Restart, TaskNames.Restart);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        faults.Reach(FaultPoint.RestartCommitted);
        wakeups.Wake(instance.Id);
    }

    /// <summary>Accepts another password for the instance's user; it is good once the task has succeeded, and the old one is not then.</summary>
    /// <param name="caller">Whose project it is.</param>
    /// <param name="instanceId">As the path has it.</param>
    /// <param name="password">The new one.</param>
    /// <param name="old">The present one, for a change; null: a reset.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="WarrenException">PasswordFormat, PasswordComplexity, OldPasswordWrong, or StatusForbids unless the instance runs.</exception>
    public async Task SetPasswordAsync(Caller caller, string instanceId, string? password, Secret? old, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var instance = await LoadAsync(caller, instanceId, ct);
        var wanted = InstanceRules.Password(password);
        Require(instance, InstanceStatus.Running);
        if (old is not null && !PasswordHash.Matches(old, instance.AccessPasswordHash))
        {
            throw new WarrenException(DmsErrors.OldPasswordWrong);
        }

        instance.AccessPasswordHash = PasswordHash.Of(wanted);
        instance.ProtectedNewPassword = secrets.Protect(wanted);
        Accept(caller, instance, ChangeKind.Password, TaskNames.ResetPassword);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        faults.Reach(FaultPoint.PasswordCommitted);
        wakeups.Wake(instance.Id);
    }

    /// <summary>Accepts more storage, another size or more nodes.</summary>
    /// <returns>The id of the task.</returns>
    /// <exception cref="WarrenException">StatusForbids, or what <see cref="ExtendRules"/> refuses; nothing was changed.</exception>
    public async Task<string> ExtendAsync(Caller caller, string instanceId, ExtendOrder order, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var instance = await LoadAsync(caller, instanceId, ct);
        Require(instance, InstanceStatus.Running, InstanceStatus.ResizingFailed);
        var (flavour, storageGb) = ExtendRules.Target(instance, order, catalogue, runtime.Capabilities);
        if (storageGb > instance.StorageGb)
        {
            instance.ExtendTimes++;
        }

        if (flavour.Nodes > instance.NodeCount)
        {
            var subnet = await store.Subnets.SingleAsync(s => s.Id == instance.SubnetId, ct);
            var more = await addresses.TakeAsync(subnet, instance.Id, flavour.Nodes - instance.NodeCount, ct);
            instance.Addresses = string.Join(',', more.Select(a => a.ToString()).Prepend(instance.Addresses));
        }

        var current = catalogue.BySpecCode(instance.SpecCode)!;
        instance.StorageGb = storageGb;
        instance.SpecCode = flavour.SpecCode;
        instance.ProductId = flavour.IdLike(current, instance.ProductId);
        instance.NodeCount = flavour.Nodes;
        var task = Accept(caller, instance, ChangeKind.Resize, TaskNames.Extend, Parameters(instance));
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        faults.Reach(FaultPoint.ExtendCommitted);
        wakeups.Wake(instance.Id);
        return task.Id;
    }

    /// <summary>Accepts a change during which the instance goes on running. After one of the same kind that failed, it is accepted too.</summary>
    /// <param name="caller">Whose project it is.</param>
    /// <param name="instanceId">As the path has it.</param>
    /// <param name="kind">A quiet one.</param>
    /// <param name="taskName">Of the task.</param>
    /// <param name="change">Makes it in the row, which has its new generation already, and says what was asked for, as JSON.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The id of the task.</returns>
    /// <exception cref="WarrenException">StatusForbids unless the instance runs.</exception>
    internal async Task<string> OrderAsync(Caller caller, string instanceId, ChangeKind kind, string taskName, Func<Instance, string> change, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var instance = await LoadAsync(caller, instanceId, ct);
        var hasFailed = instance.DeletionRequestedAt is null && instance.Change == kind && instance.Health == InstanceHealth.ChangeFailed && instance.FailedGeneration == instance.Generation;
        if (!hasFailed)
        {
            Require(instance, InstanceStatus.Running);
        }

        var task = Accept(caller, instance, kind, taskName, change);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        wakeups.Wake(instance.Id);
        return task.Id;
    }

    /// <summary>The row, tracked: only the columns that are set here are written, so that the reconciler's stay its own.</summary>
    private async Task<Instance> LoadAsync(Caller caller, string instanceId, CancellationToken ct)
    {
        var known = await finder.FindAsync(caller, instanceId, ct);
        return await store.Instances.SingleOrDefaultAsync(i => i.Id == known.Id, ct) ?? throw new WarrenException(DmsErrors.InstanceUnknown, instanceId);
    }

    private async Task RenameAsync(Instance instance, string name, CancellationToken ct)
    {
        if (name != instance.Name
            && await store.Instances.AnyAsync(i => i.ProjectId == instance.ProjectId && i.Name == name && i.DeletionRequestedAt == null && i.Id != instance.Id, ct))
        {
            throw new WarrenException(DmsErrors.NameExists, name);
        }

        instance.Name = name;
    }

    /// <summary>On with an address, off without one; what is so already stays, and is no task.</summary>
    private async Task ChangePublicAccessAsync(Caller caller, Instance instance, InstanceChange change, CancellationToken ct)
    {
        var wanted = change.PublicIpEnabled is null ? instance.PublicIpId : InstanceRules.PublicIp(change.PublicIpEnabled, change.PublicIpId);
        if (wanted == instance.PublicIpId)
        {
            return;
        }

        var bound = wanted is null ? null : await InstanceSurroundings.CheckPublicIpAsync(publicIps, runtime, instance.ProjectId, wanted, ct);
        Require(instance, InstanceStatus.Running);
        await publicIps.UnbindAsync(instance.Id, ct);
        if (bound is not null)
        {
            publicIps.Bind(bound, instance.Id, instance.Addresses.Split(',')[0]);
        }

        instance.PublicIpId = bound?.Id;
        instance.PublicIpAddress = bound?.Address;
        Accept(caller, instance, ChangeKind.Resize, bound is null ? TaskNames.UnbindPublicIp : TaskNames.BindPublicIp);
    }

    private static void Require(Instance instance, params InstanceStatus[] allowed)
    {
        var status = InstanceStatusRules.Of(instance);
        if (!allowed.Contains(status) || InstanceStatusRules.HasQuietChangeAhead(instance))
        {
            throw new WarrenException(DmsErrors.StatusForbids, status);
        }
    }

    private static string Parameters(Instance instance) =>
        new JsonObject { ["new_storage_space"] = instance.StorageGb, ["new_spec_code"] = instance.SpecCode, ["new_broker_num"] = instance.NodeCount }.ToJsonString();

    private BackgroundTask Accept(Caller caller, Instance instance, ChangeKind kind, string taskName, string parameters = "{}") =>
        Accept(caller, instance, kind, taskName, _ => parameters);

    private BackgroundTask Accept(Caller caller, Instance instance, ChangeKind kind, string taskName, Func<Instance, string> change)
    {
        var now = clock.GetUtcNow();
        instance.Order(kind, now);
        var task = BackgroundTask.For(caller, instance, taskName, now, change(instance));
        store.Tasks.Add(task);
        return task;
    }
}
