using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Controllers;

/// <summary>What controllers read of a pod.</summary>
internal static class PodState
{
    public static bool IsReady(JsonObject pod) =>
        !pod.IsTerminating() && pod.Text("status", "phase") == "Running" && pod.Items("status", "conditions").Any(c => c.Text("type") == "Ready" && c.Text("status") == "True");

    /// <summary>Number at the end of the name of a StatefulSet's pod.</summary>
    public static int Ordinal(JsonObject pod) => int.Parse(pod.Name()[(pod.Name().LastIndexOf('-') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
