using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Catalogue;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Instances;
using Warren.Engine.Network;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Engine.Tasks;

namespace Warren.Engine.Recovery;

/// <summary>What operators do about orphans: see them, take one into the store, or order its removal. Operators are users of the account of the first start.</summary>
public sealed class OrphanService(
    StoreContext store, PublicIpService publicIps, ProductCatalogue catalogue, SecretProtector secrets, IBrokerRuntime runtime, Wakeups wakeups, OrphanSignal signal, TimeProvider clock)
{
    private const string IdField = "orphan_id";

    /// <summary>All of the installation, the longest known first.</summary>
    /// <exception cref="WarrenException">Forbidden to all but operators.</exception>
    public async Task<IReadOnlyList<OrphanDetails>> ListAsync(Caller caller, string action, CancellationToken ct)
    {
        await RequireOperatorAsync(caller, action, ct);
        var orphans = await store.Orphans.AsNoTracking().OrderBy(o => o.FoundAt).ThenBy(o => o.Id).ToListAsync(ct);
        return [.. orphans.Select(o => new OrphanDetails(o, InstanceRecord.Read(o.Record, o.Id)))];
    }

    /// <summary>
    /// Takes what the brokers carry into the store: a row of its own, or, of an instance that is known at an older order, what that row lacks. What it refers to has
    /// to be there, or be replaced.
    /// </summary>
    /// <returns>The instance.</returns>
    /// <exception cref="WarrenException">Forbidden, InstanceUnknown, or the first thing that is in the way; nothing was changed.</exception>
    public async Task<Instance> AdoptAsync(Caller caller, string action, string orphanId, Adoption adoption, CancellationToken ct)
    {
        await RequireOperatorAsync(caller, action, ct);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var orphan = await FindAsync(orphanId, ct);
        if (orphan.RemovalRequestedAt is not null)
        {
            throw NotAllowed("one whose removal was not ordered");
        }

        var record = InstanceRecord.Read(orphan.Record, orphan.Id) ?? throw NotAllowed("one that carries a record of what it was ordered as");
        CheckSecrets(record);
        var known = await store.Instances.SingleOrDefaultAsync(i => i.Id == orphan.Id, ct);
        if (known?.DeletionRequestedAt is not null)
        {
            throw NotAllowed("one whose instance is not being deleted; what is left of it afterwards can be adopted");
        }

        var now = clock.GetUtcNow();
        var instance = known is null ? await AddAsync(orphan, record, adoption, now, ct) : await CatchUpAsync(known, record, ct);
        await TakeAddressesAsync(instance, ct);
        store.Tasks.Add(TaskOf(instance, now)); // by it the next order is known to follow this one
        store.Orphans.Remove(orphan);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        signal.Ask();
        wakeups.Wake(instance.Id);
        return instance;
    }

    /// <summary>Orders the removal of brokers that no row stands for, with all their data. The copy that keeps them does it.</summary>
    /// <exception cref="WarrenException">Forbidden, InstanceUnknown, or ParameterInvalid of an instance that the store knows: that one is deleted like any other.</exception>
    public async Task RemoveAsync(Caller caller, string action, string orphanId, CancellationToken ct)
    {
        await RequireOperatorAsync(caller, action, ct);
        var orphan = await FindAsync(orphanId, ct);
        if (orphan.Kind != OrphanKind.Unknown)
        {
            throw NotAllowed("one that the store does not know; of an instance that it knows, delete the instance first");
        }

        orphan.RemovalRequestedAt ??= clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        signal.Ask();
    }

    private async Task RequireOperatorAsync(Caller caller, string action, CancellationToken ct)
    {
        if (!await store.Installations.AnyAsync(i => i.AccountId == caller.AccountId, ct))
        {
            throw new WarrenException(DmsErrors.Forbidden, action);
        }
    }

    private async Task<Orphan> FindAsync(string orphanId, CancellationToken ct)
    {
        var id = InstanceFinder.Id(orphanId) ?? throw new WarrenException(DmsErrors.InstanceIdMalformed);
        return await store.Orphans.SingleOrDefaultAsync(o => o.Id == id, ct) ?? throw new WarrenException(DmsErrors.InstanceUnknown, orphanId);
    }

    /// <summary>A key ring that was restored from an older copy may lack the key that encrypted them.</summary>
    private void CheckSecrets(Instance record)
    {
        try
        {
            secrets.Unprotect(record.ProtectedAgentPassword);
            secrets.Unprotect(record.ProtectedErlangCookie);
        }
        catch (CryptographicException)
        {
            throw NotAllowed("one whose secrets the key ring can read; restore the newer key ring first");
        }
    }

    private async Task<Instance> AddAsync(Orphan orphan, Instance record, Adoption adoption, DateTimeOffset now, CancellationToken ct)
    {
        var projectId = adoption.ProjectId ?? record.ProjectId;
        if (!await store.Projects.AnyAsync(p => p.Id == projectId, ct))
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "project_id", $"the id of a project, which {projectId} is not");
        }

        if (catalogue.BySpecCode(record.SpecCode) is null)
        {
            throw NotAllowed($"one of a flavour that the catalogue has, which {record.SpecCode} is not");
        }

        var name = adoption.Name is null ? record.Name : InstanceRules.Name(adoption.Name);
        if (await store.Instances.AnyAsync(i => i.ProjectId == projectId && i.Name == name && i.DeletionRequestedAt == null, ct))
        {
            throw new WarrenException(DmsErrors.NameExists, name);
        }

        var subnetId = adoption.SubnetId ?? record.SubnetId;
        var subnet = await store.Subnets.AsNoTracking().SingleOrDefaultAsync(s => s.Id == subnetId && s.ProjectId == projectId, ct)
            ?? throw new WarrenException(DmsErrors.ParameterInvalid, "subnet_id", $"the id of a subnet of the project, which {subnetId} is not");
        var groupId = adoption.SecurityGroupId ?? record.SecurityGroupId;
        await InstanceSurroundings.CheckSecurityGroupAsync(store, projectId, groupId, ct);
        var enterpriseProjectId = await store.EnterpriseProjects.AnyAsync(p => p.Id == record.EnterpriseProjectId, ct) ? record.EnterpriseProjectId : EnterpriseProjects.EnterpriseProject.DefaultId;
        var publicIp = await BindAsync(projectId, record, ct);

        // All that it was ordered with, but for what is another now; the row's class lets nobody else set most of it.
        store.Instances.Add(record).CurrentValues.SetValues(new
        {
            ProjectId = projectId,
            Name = name,
            subnet.VpcId,
            SubnetId = subnet.Id,
            SecurityGroupId = groupId,
            EnterpriseProjectId = enterpriseProjectId,
            PublicIpId = publicIp?.Id,
            PublicIpAddress = publicIp?.Address,
            DeletionRequestedAt = (DateTimeOffset?)null, // whoever adopts what the recycle bin kept wants it back
            KeptUntil = (DateTimeOffset?)null,
            DueAt = now,
            Host = orphan.Host.Length == 0 ? null : orphan.Host,
            LeaseFence = 1L, // there is something on that host
        });
        return record;
    }

    /// <summary>Gives it the public address that it had, if that is still free.</summary>
    private async Task<PublicIp?> BindAsync(string projectId, Instance record, CancellationToken ct)
    {
        var publicIp = record.PublicIpId is null ? null : await publicIps.FindFreeAsync(projectId, record.PublicIpId, ct);
        if (publicIp is not null)
        {
            publicIps.Bind(publicIp, record.Id, record.Addresses.Split(',')[0]);
        }

        return publicIp;
    }

    /// <summary>What the customer's later orders had changed of the brokers; what is only kept and shown stays as the store has it.</summary>
    private async Task<Instance> CatchUpAsync(Instance instance, Instance record, CancellationToken ct)
    {
        instance.ProductId = record.ProductId;
        instance.SpecCode = record.SpecCode;
        instance.NodeCount = record.NodeCount;
        instance.StorageGb = record.StorageGb;
        instance.ExtendTimes = record.ExtendTimes;
        instance.AccessPasswordHash = record.AccessPasswordHash;
        instance.ProtectedNewPassword = record.ProtectedNewPassword;
        instance.Addresses = record.Addresses;
        instance.Plugins = record.Plugins;
        instance.Change = record.Change;
        instance.RestartRequestedAt = record.RestartRequestedAt;
        instance.ChangeRequestedAt = record.ChangeRequestedAt;
        instance.Generation = record.Generation;
        instance.ObservedGeneration = record.ObservedGeneration;
        instance.ServedNodes = record.ServedNodes;
        instance.Health = InstanceHealth.Pending; // looked at anew
        instance.DueAt = clock.GetUtcNow();
        if (instance.PublicIpId != record.PublicIpId)
        {
            await publicIps.UnbindAsync(instance.Id, ct);
            var publicIp = await BindAsync(instance.ProjectId, record, ct);
            (instance.PublicIpId, instance.PublicIpAddress) = (publicIp?.Id, publicIp?.Address);
        }

        // Orders that were accepted since the restore gave way to these.
        await store.Tasks.OpenOf(instance.Id).FailAsync(FaultCodes.Internal, "an operator adopted a later order that the brokers carry", clock.GetUtcNow(), ct);
        return instance;
    }

    /// <summary>The addresses of its nodes become its own, where the store does not know so.</summary>
    private async Task TakeAddressesAsync(Instance instance, CancellationToken ct)
    {
        var subnet = await store.Subnets.AsNoTracking().SingleAsync(s => s.Id == instance.SubnetId, ct);
        var scope = runtime.AddressSpaceFor(subnet).Scope;
        foreach (var text in instance.Addresses.Split(','))
        {
            var number = AddressAllocator.ToNumber(IPAddress.Parse(text));
            var taken = await store.NodeAddresses.SingleOrDefaultAsync(a => a.Scope == scope && a.Address == number, ct);
            if (taken is null)
            {
                store.NodeAddresses.Add(new NodeAddress { Scope = scope, Address = number, InstanceId = instance.Id, SubnetId = subnet.Id });
            }
            else if (taken.InstanceId != instance.Id)
            {
                throw NotAllowed($"one whose addresses are its own; {text} belongs to {taken.InstanceId ?? taken.PortId} now");
            }
        }
    }

    private static BackgroundTask TaskOf(Instance instance, DateTimeOffset now) => new()
    {
        Id = RandomText.Uuid(),
        ProjectId = instance.ProjectId,
        InstanceId = instance.Id,
        Name = instance.Change switch
        {
            ChangeKind.Restart => TaskNames.Restart,
            ChangeKind.Resize => TaskNames.Extend,
            ChangeKind.Password => TaskNames.ResetPassword,
            ChangeKind.Plugins => TaskNames.Plugins,
            ChangeKind.Definitions => TaskNames.ImportDefinitions,
            _ => TaskNames.Create,
        },
        UserId = instance.UserId,
        UserName = instance.UserName,
        Generation = instance.Generation,
        State = instance.ObservedGeneration == instance.Generation ? TaskState.Success : TaskState.Created,
        Percent = instance.ObservedGeneration == instance.Generation ? 100 : 0,
        CreatedAt = instance.OrderedAt(),
        UpdatedAt = now,
    };

    private static WarrenException NotAllowed(string allowed) => new(DmsErrors.ParameterInvalid, IdField, allowed);
}

/// <summary>An orphan, and what it was ordered as; null: not known, so it cannot be adopted.</summary>
/// <param name="Orphan">What there is.</param>
/// <param name="Record">The row as it was.</param>
public sealed record OrphanDetails(Orphan Orphan, Instance? Record);

/// <summary>What an adopted instance gets in place of what its record says; null: as recorded. Only of one that the store does not know.</summary>
public sealed record Adoption
{
    public string? ProjectId { get; init; }

    public string? Name { get; init; }

    /// <summary>Its VPC comes with it.</summary>
    public string? SubnetId { get; init; }

    public string? SecurityGroupId { get; init; }
}
