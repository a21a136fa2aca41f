namespace Warren.Engine.Runtimes.Kubernetes.Reading;

/// <summary>Something that keeps an instance from serving and that time alone does not mend.</summary>
/// <param name="Code">Value of error_code.</param>
/// <param name="Words">For people.</param>
/// <param name="IsOperators">Whether it is the operator that says so, which may be an old error of its own.</param>
internal sealed record ClusterFault(string Code, string Words, bool IsOperators = false);
