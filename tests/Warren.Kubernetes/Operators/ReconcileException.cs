namespace Warren.Kubernetes.Operators;

/// <summary>A pass that ends early, as the condition ReconcileSuccess and a warning event say it.</summary>
internal sealed class ReconcileException(string reason, string message) : Exception(message)
{
    public string Reason => reason;
}
