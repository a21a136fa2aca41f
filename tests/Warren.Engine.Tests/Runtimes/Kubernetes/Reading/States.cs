using System.Text.Json.Nodes;
using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Runtimes.Kubernetes.Reading;
using Warren.Engine.Tests.Runtimes.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.Reading;

/// <summary>Objects as a real API server answers with them, cut to what is read.</summary>
internal static class States
{
    public const string Name = "i-" + Plans.Id;

    public static DateTimeOffset Now { get; } = DateTimeOffset.Parse("2026-01-02T03:04:05Z", System.Globalization.CultureInfo.InvariantCulture);

    public static KubeObject Json(string json) => new(JsonNode.Parse(json)!.AsObject());

    /// <summary>A trio that the operator has made, and all is well.</summary>
    public static ClusterState Ready() => new(Cluster(), Set(), [Pod(0), Pod(1), Pod(2)]);

    public static KubeObject Cluster(int generation = 2, string observed = "2", string all = "True", string reconciled = "True", string available = "True", string message = "", string reason = "Success") => Json(
        $$$"""
        {"kind":"RabbitmqCluster","metadata":{"name":"{{{Name}}}","uid":"c","generation":{{{generation}}}},"spec":{"replicas":3,"persistence":{"storage":"100Gi"}},
         "status":{"observedGeneration":{{{observed}}},"conditions":[{"type":"AllReplicasReady","status":"{{{all}}}"},{"type":"ClusterAvailable","status":"{{{available}}}"},
         {"type":"NoWarnings","status":"True"},{"type":"ReconcileSuccess","status":"{{{reconciled}}}","reason":"{{{reason}}}","message":"{{{message}}}"}]}}
        """);

    public static KubeObject Set(int replicas = 3, int updated = 3, string current = "a", string update = "a", int observed = 1) => Json(
        $$$"""
        {"kind":"StatefulSet","metadata":{"name":"{{{Name}}}-server","generation":1},"spec":{"replicas":{{{replicas}}}},
         "status":{"observedGeneration":{{{observed}}},"updatedReplicas":{{{updated}}},"currentRevision":"{{{current}}}","updateRevision":"{{{update}}}"}}
        """);

    public static KubeObject Pod(int index, string ready = "True", string phase = "Running", string status = "", string metadata = "") => Json(
        $$$"""
        {"kind":"Pod","metadata":{"name":"{{{Name}}}-server-{{{index}}}"{{{metadata}}}},"status":{"phase":"{{{phase}}}","conditions":[{"type":"Ready","status":"{{{ready}}}"}]{{{status}}}}}
        """);

    public static KubeObject Warning(string kind, string name, string reason, string message) => Json(
        $$$"""{"kind":"Event","type":"Warning","reason":"{{{reason}}}","message":"{{{message}}}","involvedObject":{"kind":"{{{kind}}}","name":"{{{name}}}"},"lastTimestamp":"2026-01-02T03:00:00Z"}""");
}
