using System.Net;

namespace Warren.Engine.Runtimes.Kubernetes.Objects;

/// <summary>What the certificate of an instance's nodes names: every way by which clients, nodes and Warren get there.</summary>
internal static class CertificateNames
{
    public static IReadOnlyList<string> Dns(BrokerPlan plan, string inNamespace)
    {
        var service = ObjectNames.Cluster(plan.InstanceId);
        var nodes = $"*.{service}-nodes.{inNamespace}";
        return
        [
            service, $"{service}.{inNamespace}", $"{service}.{inNamespace}.svc", $"{service}.{inNamespace}.svc.cluster.local",
            nodes, $"{nodes}.svc", $"{nodes}.svc.cluster.local",
        ];
    }

    /// <param name="plan">Its addresses in the subnet are the names by which Warren knows the nodes.</param>
    /// <param name="service">The address of the operator's service; null, or no address: none.</param>
    public static IReadOnlyList<IPAddress> Addresses(BrokerPlan plan, string? service)
    {
        var addresses = plan.Addresses.ToList();
        if (plan.PublicAddress is { } open)
        {
            addresses.Add(open);
        }

        if (IPAddress.TryParse(service, out var address))
        {
            addresses.Add(address);
        }

        return addresses;
    }
}
