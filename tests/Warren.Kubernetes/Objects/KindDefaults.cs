using System.Text;
using System.Text.Json.Nodes;

namespace Warren.Kubernetes.Objects;

/// <summary>What the server fills into built-in kinds.</summary>
internal static class KindDefaults
{
    private const int FirstNodePort = 30_000;

    public static void Fill(Cluster cluster, ResourceType type, JsonObject? before, JsonObject value)
    {
        if (type == ResourceTypes.Secrets)
        {
            FillSecret(value);
        }
        else if (type == ResourceTypes.Namespaces)
        {
            value.Meta().Child("labels")["kubernetes.io/metadata.name"] = value.Name();
            FirstTime(before, value.Child("spec"), "finalizers", new JsonArray("kubernetes"));
            FirstTime(before, value.Child("status"), "phase", "Active");
        }
        else if (type == ResourceTypes.Services)
        {
            FillService(cluster, before, value);
        }
        else if (type == ResourceTypes.Pods)
        {
            FillPod(value.Child("spec"));
            FirstTime(before, value.Child("status"), "phase", "Pending");
        }
        else if (type == ResourceTypes.StatefulSets)
        {
            FillStatefulSet(value.Child("spec"));
        }
        else if (type == ResourceTypes.Claims)
        {
            FillClaim(cluster, before, value);
        }
        else if (type == ResourceTypes.StorageClasses)
        {
            value["reclaimPolicy"] ??= "Delete";
            value["volumeBindingMode"] ??= "Immediate";
        }
        else if (type == ResourceTypes.NetworkPolicies && value["spec"] is JsonObject policy)
        {
            policy["policyTypes"] ??= policy["egress"] is null ? new JsonArray("Ingress") : new JsonArray("Ingress", "Egress");
        }
    }

    private static void FirstTime(JsonObject? before, JsonObject value, string name, JsonNode given)
    {
        if (before is null)
        {
            value[name] ??= given;
        }
    }

    private static void FillSecret(JsonObject value)
    {
        value["type"] ??= "Opaque";
        foreach (var (name, text) in value.Map("stringData").ToArray())
        {
            value.Child("data")[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        }

        value.Remove("stringData");
    }

    private static void FillService(Cluster cluster, JsonObject? before, JsonObject value)
    {
        var spec = value.Child("spec");
        spec["type"] ??= "ClusterIP";
        spec["sessionAffinity"] ??= "None";
        spec["internalTrafficPolicy"] ??= "Cluster";
        spec["ipFamilyPolicy"] ??= "SingleStack";
        spec["ipFamilies"] ??= new JsonArray("IPv4");
        value.Child("status").Child("loadBalancer");
        if (spec.Text("clusterIP") is null or "")
        {
            spec["clusterIP"] = before.Text("spec", "clusterIP") ?? cluster.Services.Next();
        }

        spec["clusterIPs"] ??= new JsonArray(spec.Text("clusterIP"));
        foreach (var port in spec.Items("ports"))
        {
            port["protocol"] ??= "TCP";
            port["targetPort"] ??= port["port"]?.DeepClone();
            if (spec.Text("type") is "NodePort" or "LoadBalancer" && port["nodePort"] is null)
            {
                port["nodePort"] = before.Items("spec", "ports").FirstOrDefault(p => JsonNode.DeepEquals(p["port"], port["port"]))?["nodePort"]?.DeepClone()
                    ?? FirstNodePort + cluster.Services.NextNodePort();
            }
        }
    }

    private static void FillPod(JsonObject spec)
    {
        spec["restartPolicy"] ??= "Always";
        spec["dnsPolicy"] ??= "ClusterFirst";
        spec["terminationGracePeriodSeconds"] ??= 30;
        spec["serviceAccountName"] ??= "default";
        spec["schedulerName"] ??= "default-scheduler";
        spec.Child("securityContext");
        foreach (var container in spec.Items("containers").Concat(spec.Items("initContainers")))
        {
            container.Child("resources");
            container["imagePullPolicy"] ??= "IfNotPresent";
            foreach (var port in container.Items("ports"))
            {
                port["protocol"] ??= "TCP";
            }
        }
    }

    private static void FillStatefulSet(JsonObject spec)
    {
        spec["replicas"] ??= 1;
        spec["podManagementPolicy"] ??= "OrderedReady";
        spec["revisionHistoryLimit"] ??= 10;
        spec["updateStrategy"] ??= new JsonObject { ["type"] = "RollingUpdate", ["rollingUpdate"] = new JsonObject { ["partition"] = 0 } };
        spec["persistentVolumeClaimRetentionPolicy"] ??= new JsonObject { ["whenDeleted"] = "Retain", ["whenScaled"] = "Retain" };
        if (spec.At("template", "spec") is JsonObject pod)
        {
            pod["restartPolicy"] ??= "Always";
            pod["dnsPolicy"] ??= "ClusterFirst";
            pod["terminationGracePeriodSeconds"] ??= 30;
        }
    }

    private static void FillClaim(Cluster cluster, JsonObject? before, JsonObject value)
    {
        var spec = value.Child("spec");
        spec["volumeMode"] ??= "Filesystem";
        if (before is null && spec["storageClassName"] is null
            && cluster.List(ResourceTypes.StorageClasses).FirstOrDefault(c => c.Text("metadata", "annotations", "storageclass.kubernetes.io/is-default-class") == "true") is { } given)
        {
            spec["storageClassName"] = given.Name();
        }

        if (before is null)
        {
            // A claim that a pod may use is never taken away under it.
            if (!value.Texts("metadata", "finalizers").Contains("kubernetes.io/pvc-protection"))
            {
                value.Meta()["finalizers"] = value.Texts("metadata", "finalizers").Append("kubernetes.io/pvc-protection").Select(f => JsonValue.Create(f)).ToJson();
            }

            value["status"] = new JsonObject { ["phase"] = "Pending" };
        }
    }
}
