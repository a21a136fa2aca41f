using k8s;
using k8s.Exceptions;

namespace Warren.Engine.Runtimes.Kubernetes.Api;

/// <summary>Who Warren is to the API server, and where that is.</summary>
/// <param name="Client">With the credentials.</param>
/// <param name="OwnNamespace">The namespace that Warren itself runs in; null: it runs outside of the cluster.</param>
internal sealed record ClusterAccess(k8s.Kubernetes Client, string? OwnNamespace)
{
    private const string NamespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    /// <exception cref="RuntimeUnavailableException">There are no credentials that can be used; the message says what to do.</exception>
    public static ClusterAccess Open(KubernetesOptions options)
    {
        try
        {
            if (options.Kubeconfig.Length == 0 && KubernetesClientConfiguration.IsInCluster())
            {
                return new ClusterAccess(new k8s.Kubernetes(KubernetesClientConfiguration.InClusterConfig()), File.ReadAllText(NamespaceFile).Trim());
            }

            var file = options.Kubeconfig.Length == 0 ? null : options.Kubeconfig;
            var context = options.Context.Length == 0 ? null : options.Context;
            return new ClusterAccess(new k8s.Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(file, context)), null);
        }
        catch (Exception e) when (e is KubeConfigException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new RuntimeUnavailableException(
                $"Runtime=kubernetes needs credentials of a cluster: set Kubernetes:Kubeconfig to a file that kubectl works with, or run Warren in the cluster with a service account. {e.Message}");
        }
    }
}
