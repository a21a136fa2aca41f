using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Operators;

/// <summary>The secrets that spec.tls names are there and whole, before anything is made of them.</summary>
internal static class TlsSecrets
{
    public static void Check(Cluster cluster, JsonObject instance)
    {
        if (InstanceSpec.TlsSecret(instance) is { } name)
        {
            Require(cluster, instance, name, "tls.crt", "tls.key");
        }

        if (InstanceSpec.AuthoritySecret(instance) is { } authority)
        {
            Require(cluster, instance, authority, "ca.crt");
        }
    }

    private static void Require(Cluster cluster, JsonObject instance, string name, params string[] keys)
    {
        var secret = cluster.Find(ResourceTypes.Secrets, instance.Namespace(), name)
            ?? throw new ReconcileException("TLSError", $"Failed to get TLS secret {name} in namespace {instance.Namespace()}: Secret \"{name}\" not found");
        foreach (var key in keys.Where(k => secret.Text("data", k) is null or ""))
        {
            throw new ReconcileException("TLSError", $"TLS secret {name} in namespace {instance.Namespace()} does not have the field {key}");
        }
    }
}
