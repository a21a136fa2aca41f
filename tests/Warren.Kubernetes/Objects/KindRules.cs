using System.Text.Json.Nodes;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Schemas;

namespace Warren.Kubernetes.Objects;

/// <summary>What built-in kinds refuse beyond their schema: changes of what cannot change, and claims that shrink.</summary>
internal static class KindRules
{
    private static readonly string[] StatefulSetMayChange =
        ["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds"];

    public static IEnumerable<Problem> Check(Cluster cluster, ResourceType type, JsonObject? before, JsonObject value)
    {
        if (type == ResourceTypes.Claims)
        {
            return before is null ? NewClaim(value) : ChangedClaim(cluster, before, value);
        }

        if (type == ResourceTypes.Services)
        {
            return Service(before, value);
        }

        if (before is null)
        {
            return [];
        }

        if (type == ResourceTypes.StatefulSets)
        {
            return StatefulSet(before, value);
        }

        return type == ResourceTypes.Secrets || type == ResourceTypes.ConfigMaps ? Data(before, value) : [];
    }

    private static IEnumerable<Problem> Data(JsonObject before, JsonObject value)
    {
        if (before.Text("type") != value.Text("type"))
        {
            yield return new("FieldValueInvalid", "type", $"Invalid value: \"{value.Text("type")}\": field is immutable");
        }

        if (before.Flag("immutable") == true && !(JsonNode.DeepEquals(before["data"], value["data"]) && value.Flag("immutable") == true))
        {
            yield return new("FieldValueForbidden", "data", "Forbidden: field is immutable when `immutable` is set");
        }
    }

    private static IEnumerable<Problem> Service(JsonObject? before, JsonObject value)
    {
        if (before.Text("spec", "clusterIP") is { Length: > 0 } ip && ip != value.Text("spec", "clusterIP"))
        {
            yield return new("FieldValueInvalid", "spec.clusterIPs[0]", $"Invalid value: [\"{value.Text("spec", "clusterIP")}\"]: may not change once set");
        }

        var ports = value.Items("spec", "ports").ToArray();
        for (var i = 0; i < ports.Length; i++)
        {
            if (ports.Length > 1 && ports[i].Text("name") is null or "")
            {
                yield return new("FieldValueRequired", $"spec.ports[{i}].name", "Required value");
            }

            if (ports[i].Number("port") is not (> 0 and < 65536))
            {
                yield return new("FieldValueInvalid", $"spec.ports[{i}].port", $"Invalid value: {ports[i].Number("port") ?? 0}: must be between 1 and 65535, inclusive");
            }
        }
    }

    private static IEnumerable<Problem> StatefulSet(JsonObject before, JsonObject value)
    {
        JsonObject Rest(JsonObject whole) => new(whole.Child("spec").Copy().Where(p => !StatefulSetMayChange.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        if (!JsonNode.DeepEquals(Rest(before), Rest(value)))
        {
            yield return new(
                "FieldValueForbidden",
                "spec",
                "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
        }
    }

    private static IEnumerable<Problem> NewClaim(JsonObject value)
    {
        if (value.At("spec", "resources", "requests", "storage") is not { } storage || Quantity.Parse(storage.ToString()) <= 0)
        {
            yield return new("FieldValueInvalid", "spec.resources[storage]", "Invalid value: \"0\": must be greater than zero");
        }

        if (!value.Texts("spec", "accessModes").Any())
        {
            yield return new("FieldValueRequired", "spec.accessModes", "Required value: at least 1 access mode is required");
        }
    }

    private static IEnumerable<Problem> ChangedClaim(Cluster cluster, JsonObject before, JsonObject value)
    {
        var isBound = before.Text("status", "phase") == "Bound";
        if (!JsonNode.DeepEquals(Rest(before, isBound), Rest(value, isBound)))
        {
            yield return new("FieldValueForbidden", "spec", "Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims");
            yield break;
        }

        var old = Quantity.Parse(before.At("spec", "resources", "requests", "storage")?.ToString() ?? "0");
        var wanted = Quantity.Parse(value.At("spec", "resources", "requests", "storage")?.ToString() ?? "0");
        if (wanted < old && wanted < Quantity.Parse(before.At("status", "capacity", "storage")?.ToString() ?? "0"))
        {
            yield return new("FieldValueForbidden", "spec.resources.requests.storage", "Forbidden: field can not be less than status.capacity");
        }

        if (wanted > old && !MayGrow(cluster, value))
        {
            throw ApiException.Forbidden(
                ResourceTypes.Claims, value.Name(), "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
        }
    }

    private static bool MayGrow(Cluster cluster, JsonObject claim) =>
        claim.Text("spec", "storageClassName") is { } name && cluster.Find(ResourceTypes.StorageClasses, null, name).Flag("allowVolumeExpansion") == true;

    /// <summary>What may not change: all but the request of a bound claim; the binder sets the volume's name once.</summary>
    private static JsonObject Rest(JsonObject claim, bool isBound)
    {
        var spec = claim.Child("spec").Copy();
        if (!isBound)
        {
            spec.Remove("volumeName");
        }
        else
        {
            (spec["resources"] as JsonObject)?.Remove("requests");
        }

        return spec;
    }
}
