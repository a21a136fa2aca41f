using System.Text.Json.Nodes;
using Warren.Kubernetes.Controllers;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes;

/// <summary>What is there before anybody does anything.</summary>
internal static class Beginning
{
    public static void Fill(Cluster cluster, ApiServerOptions options)
    {
        WriteOptions how = new("kube-apiserver");
        foreach (var name in (string[])["default", "kube-system", "kube-public", "kube-node-lease"])
        {
            cluster.Create(ResourceTypes.Namespaces, null, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, how);
        }

        cluster.Create(
            ResourceTypes.StorageClasses,
            null,
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = "standard", ["annotations"] = new JsonObject { ["storageclass.kubernetes.io/is-default-class"] = "true" } },
                ["provisioner"] = "stand-in.warren/folder",
                ["allowVolumeExpansion"] = true,
                ["volumeBindingMode"] = "WaitForFirstConsumer",
            },
            how);
        if (options.HasOperatorDefinition)
        {
            cluster.Types.Add(ResourceTypes.RabbitmqClusters);
            cluster.Create(ResourceTypes.Definitions, null, RabbitmqClusterDefinition.Whole, how);
        }
    }
}
