using System.Text.Json.Nodes;

namespace Warren.Kubernetes.Objects;

/// <summary>Writes Events, which count up while the same thing happens again.</summary>
internal static class EventLog
{
    public static void Write(Cluster cluster, ResourceType type, JsonObject about, string kind, string reason, string message, string component)
    {
        WriteOptions how = new(component);
        var same = cluster.List(ResourceTypes.Events, about.Namespace())
            .FirstOrDefault(e => e.Text("involvedObject", "uid") == about.Uid() && e.Text("reason") == reason && e.Text("message") == message);
        if (same is not null)
        {
            cluster.Change(ResourceTypes.Events, about.Namespace(), same.Name(), e => Again(e, cluster.Clock), how);
            return;
        }

        cluster.Create(ResourceTypes.Events, about.Namespace(), new JsonObject
        {
            ["metadata"] = new JsonObject { ["generateName"] = $"{about.Name()}." },
            ["involvedObject"] = new JsonObject
            {
                ["apiVersion"] = type.ApiVersion,
                ["kind"] = type.Kind,
                ["namespace"] = about.Namespace(),
                ["name"] = about.Name(),
                ["uid"] = about.Uid(),
                ["resourceVersion"] = about.Text("metadata", "resourceVersion"),
            },
            ["type"] = kind,
            ["reason"] = reason,
            ["message"] = message,
            ["count"] = 1,
            ["firstTimestamp"] = cluster.Clock.Time(),
            ["lastTimestamp"] = cluster.Clock.Time(),
            ["source"] = new JsonObject { ["component"] = component },
            ["reportingComponent"] = component,
        }, how);
    }

    private static JsonObject Again(JsonObject value, TimeProvider clock)
    {
        value["count"] = (value.Number("count") ?? 1) + 1;
        value["lastTimestamp"] = clock.Time();
        return value;
    }
}
