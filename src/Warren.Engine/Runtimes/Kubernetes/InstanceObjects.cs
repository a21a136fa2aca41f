using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Warren.Engine.Broker;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Runtimes.Kubernetes.Objects;
using Warren.Engine.Runtimes.Kubernetes.Reading;
using Warren.Engine.Security;

namespace Warren.Engine.Runtimes.Kubernetes;

/// <summary>Keeps the objects of an instance as its plan has them, and holds back what the operator could not carry out.</summary>
/// <param name="api">Where they are.</param>
/// <param name="options">How they are.</param>
/// <param name="ownNamespace">Warren's own; null: it runs outside.</param>
/// <param name="authority">Signs certificates.</param>
/// <param name="clock">Says when they end.</param>
/// <param name="logger">Hears what was applied.</param>
internal sealed class InstanceObjects(ClusterApi api, KubernetesOptions options, string? ownNamespace, CertificateAuthority authority, TimeProvider clock, ILogger logger)
{
    private const long Gigabyte = 1L << 30;

    /// <summary>The cluster object as it shall be; storage never less than there is.</summary>
    public KubeObject Wanted(BrokerPlan plan, KubeObject? live) =>
        ClusterObject.Of(plan, options, live is null ? 0 : (int)Math.Ceiling(ChangeOrder.StorageOf(live) / Gigabyte));

    public async Task KeepNamespaceAsync(string projectId, CancellationToken ct)
    {
        if (options.NamespaceMode == NamespaceMode.Project)
        {
            var wanted = SurroundingObjects.Namespace(projectId, options);
            if (Drift.Of(wanted, await api.FindAsync(ResourceKind.Namespace, null, wanted.Name, ct)) is not null)
            {
                await api.ApplyAsync(wanted, ct);
            }
        }
    }

    /// <summary>What of the objects around the cluster object is not as planned, in words; null: nothing.</summary>
    public async Task<string?> DriftAroundAsync(BrokerPlan plan, CancellationToken ct) =>
        await RepairsAsync(plan, ct).FirstOrDefaultAsync(ct) is { } first ? $"{first.Kind} {first.Name}: {first.Reason}" : null;

    public async Task ApplyAroundAsync(BrokerPlan plan, CancellationToken ct)
    {
        await foreach (var repair in RepairsAsync(plan, ct))
        {
            await ApplyAsync(plan, await repair.Wanted(), repair.Reason, ct);
        }
    }

    /// <exception cref="BrokerFaultException">The API server refuses it, or keeps something else.</exception>
    public async Task ApplyAsync(BrokerPlan plan, KubeObject item, string reason, CancellationToken ct)
    {
        try
        {
            var kept = await api.ApplyAsync(item, ct);
            Log.Applied(logger, plan.InstanceId, item.Kind!, item.Name, reason);
            if (Drift.Of(item, kept) is { } other)
            {
                throw new BrokerFaultException(FaultCodes.DeploymentFailed, $"The Kubernetes API server does not keep {item.Kind} {item.Name} as it was applied: {other}.");
            }
        }
        catch (KubeRefusal e) when (e.IsFinal)
        {
            throw new BrokerFaultException(e.IsQuota ? FaultCodes.ResourcesShort : FaultCodes.DeploymentFailed, e.Message, e);
        }
    }

    /// <summary>What has served and has no cluster object any more gets one only where its data is.</summary>
    /// <exception cref="BrokerDataMissingException">The claim of a node is gone.</exception>
    public async Task CheckClaimsOfLostAsync(BrokerPlan plan, CancellationToken ct)
    {
        for (var index = 0; index < plan.ServedNodes; index++)
        {
            var name = ObjectNames.Claim(plan.InstanceId, index);
            if (await api.FindAsync(ResourceKind.Claim, Place(plan), name, ct) is null or { IsBeingDeleted: true })
            {
                throw new BrokerDataMissingException(
                    $"The cluster object of the instance is gone, and claim {name} with the data of node {index} too. It is not replaced by an empty node: bring the claim back in namespace {Place(plan)}, or delete the instance.");
            }
        }
    }

    /// <summary>What the operator is known not to carry out, or to break over, is not asked of it.</summary>
    /// <exception cref="BrokerFaultException">It is such a change.</exception>
    public async Task CheckChangeAsync(BrokerPlan plan, KubeObject wanted, KubeObject live, CancellationToken ct)
    {
        if (wanted.Number("spec", "replicas") < live.Number("spec", "replicas"))
        {
            throw new BrokerFaultException(
                FaultCodes.Internal,
                $"The cluster object {live.Name} asks for {live.Number("spec", "replicas")} nodes and {wanted.Number("spec", "replicas")} were ordered. Nodes are never taken away: somebody has to set its spec.replicas back before the operator has made them, or extend the instance.");
        }

        if (!ChangeOrder.GrowsStorage(wanted, live))
        {
            return;
        }

        for (var index = 0; index < live.Number("spec", "replicas"); index++)
        {
            var name = ObjectNames.Claim(plan.InstanceId, index);
            var claim = await api.FindAsync(ResourceKind.Claim, Place(plan), name, ct);
            if (claim?.Text("status", "phase") != "Bound")
            {
                throw new BrokerFaultException(FaultCodes.NodeNotMade, $"Storage cannot grow while claim {name} is {claim?.Text("status", "phase") ?? "not there"} and not bound to a volume.");
            }

            if (claim.Text("spec", "storageClassName") is { Length: > 0 } storageClass
                && (await api.FindAsync(ResourceKind.StorageClass, null, storageClass, ct))?.Text("allowVolumeExpansion") != "true")
            {
                throw new BrokerFaultException(FaultCodes.DeploymentFailed, $"Storage cannot grow: storage class {storageClass} does not allow it (allowVolumeExpansion).");
            }
        }
    }

    /// <summary>After the first boot, nodes that boot again import nothing.</summary>
    public async Task EmptyDefinitionsAsync(BrokerPlan plan, CancellationToken ct)
    {
        var name = ObjectNames.Definitions(plan.InstanceId);
        if (await api.FindAsync(ResourceKind.Secret, Place(plan), name, ct) is not { } secret || ObjectMeta.Read(secret, ClusterObject.DefinitionsFile) != SecretObjects.NoDefinitions)
        {
            await ApplyAsync(plan, SecretObjects.Definitions(plan, options, SecretObjects.NoDefinitions), "the nodes have booted for the first time", ct);
        }
    }

    /// <summary>Renews a certificate that lacks an address or ends soon. The kubelet brings it to the pods within a minute or two, and RabbitMQ reads it with the next handshakes.</summary>
    public async Task KeepCertificateAsync(BrokerPlan plan, CancellationToken ct)
    {
        if (plan.Tls && !await HasGoodCertificateAsync(plan, plan.RenewsCertificates ? NodeCertificate.RenewBefore : NodeCertificate.RenewAtOnceBefore, ct))
        {
            await ApplyAsync(plan, await CertificateAsync(plan, ct), "its certificate lacks an address, or ends soon", ct);
            Log.CertificateRenewed(logger, plan.InstanceId);
        }
    }

    public async Task<bool> NeedsCertificateSoonAsync(string inNamespace, string instanceId, CancellationToken ct) =>
        await api.FindAsync(ResourceKind.Secret, inNamespace, ObjectNames.Tls(instanceId), ct) is { } secret
        && !NodeCertificate.IsGood(ObjectMeta.Read(secret, "tls.crt") ?? "", [], clock.GetUtcNow() + NodeCertificate.RenewBefore);

    /// <exception cref="IOException">The load balancer has not given the public address.</exception>
    public async Task KeepPublicAsync(BrokerPlan plan, CancellationToken ct)
    {
        var live = await api.FindAsync(ResourceKind.Service, Place(plan), ObjectNames.Public(plan.InstanceId), ct);
        if (plan.PublicAddress is null)
        {
            if (live is not null)
            {
                await api.DeleteAsync(ResourceKind.Service, Place(plan), live.Name, ct);
            }

            return;
        }

        var wanted = SurroundingObjects.PublicService(plan, options);
        if (Drift.Of(wanted, live) is { } drift)
        {
            await ApplyAsync(plan, wanted, drift, ct);
            live = await api.FindAsync(ResourceKind.Service, Place(plan), wanted.Name, ct);
        }

        var given = live?.Items("status", "loadBalancer", "ingress").Select(i => i.Text("ip") ?? i.Text("hostname")).ToList() ?? [];
        if (!given.Contains(plan.PublicAddress.ToString(), StringComparer.Ordinal))
        {
            throw new IOException(given.Count == 0
                ? $"The cluster has not given the service {wanted.Name} the public address {plan.PublicAddress} yet; a load balancer has to."
                : $"The cluster has given the service {wanted.Name} {string.Join(", ", given)} and not the public address {plan.PublicAddress}.");
        }
    }

    /// <summary>What of the objects around the cluster object is to be applied, looked for one after the other.</summary>
    private async IAsyncEnumerable<Repair> RepairsAsync(BrokerPlan plan, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var wanted in Around(plan))
        {
            if (Drift.Of(wanted, await FindAsync(wanted, ct)) is { } drift)
            {
                yield return new Repair(wanted.Kind!, wanted.Name, drift, () => Task.FromResult(wanted));
            }
        }

        var definitions = ObjectNames.Definitions(plan.InstanceId);
        if (await api.FindAsync(ResourceKind.Secret, Place(plan), definitions, ct) is null)
        {
            var content = plan.HasServed ? SecretObjects.NoDefinitions : Definitions.FirstBoot(plan);
            yield return new Repair("Secret", definitions, "it is not there", () => Task.FromResult(SecretObjects.Definitions(plan, options, content)));
        }

        if (await NeedsCertificateToBootAsync(plan, ct))
        {
            yield return new Repair("Secret", ObjectNames.Tls(plan.InstanceId), "it is not there, or lacks an address", () => CertificateAsync(plan, ct));
        }
    }

    private string Place(BrokerPlan plan) => ObjectNames.NamespaceOf(plan.ProjectId, options);

    private Task<KubeObject?> FindAsync(KubeObject wanted, CancellationToken ct) => api.FindAsync(ResourceKind.Of(wanted), wanted.Namespace, wanted.Name, ct);

    private IEnumerable<KubeObject> Around(BrokerPlan plan)
    {
        yield return SecretObjects.DefaultUser(plan, options);
        if (plan.Admission is not null)
        {
            yield return AdmissionPolicy.Of(plan, options, ownNamespace);
        }

        if (plan.IsCluster)
        {
            yield return SurroundingObjects.DisruptionBudget(plan, options);
        }
    }

    /// <summary>Nodes that boot for the first time find the address of the operator's service in their certificate, which is made before the first of them runs.</summary>
    private async Task<bool> NeedsCertificateToBootAsync(BrokerPlan plan, CancellationToken ct) => plan.Tls
        && (plan.HasServed
            ? await api.FindAsync(ResourceKind.Secret, Place(plan), ObjectNames.Tls(plan.InstanceId), ct) is null
            : !await HasGoodCertificateAsync(plan, NodeCertificate.RenewAtOnceBefore, ct));

    private async Task<bool> HasGoodCertificateAsync(BrokerPlan plan, TimeSpan left, CancellationToken ct) =>
        await api.FindAsync(ResourceKind.Secret, Place(plan), ObjectNames.Tls(plan.InstanceId), ct) is { } secret
        && ObjectMeta.Read(secret, "ca.crt") == authority.Certificate.ExportCertificatePem()
        && ObjectMeta.Read(secret, "tls.crt") is { } certificate
        && NodeCertificate.IsGood(certificate, CertificateNames.Addresses(plan, await ServiceAddressAsync(plan, ct)), clock.GetUtcNow() + left);

    private async Task<string?> ServiceAddressAsync(BrokerPlan plan, CancellationToken ct) =>
        (await api.FindAsync(ResourceKind.Service, Place(plan), ObjectNames.Cluster(plan.InstanceId), ct))?.Text("spec", "clusterIP");

    private async Task<KubeObject> CertificateAsync(BrokerPlan plan, CancellationToken ct)
    {
        var service = await ServiceAddressAsync(plan, ct);
        var (certificate, key) = authority.IssueServer(ObjectNames.Cluster(plan.InstanceId), CertificateNames.Dns(plan, Place(plan)), CertificateNames.Addresses(plan, service));
        return SecretObjects.Tls(plan, options, certificate, key, authority.Certificate.ExportCertificatePem());
    }

    /// <summary>An object that is not as planned.</summary>
    /// <param name="Kind">Of the object.</param>
    /// <param name="Name">Of the object.</param>
    /// <param name="Reason">What is wrong with it.</param>
    /// <param name="Wanted">Makes what is to be applied.</param>
    private sealed record Repair(string Kind, string Name, string Reason, Func<Task<KubeObject>> Wanted);
}
