namespace Warren.Kubernetes.Http;

/// <summary>What the kubelet answers for a pod: log and portforward.</summary>
internal interface IPodStreams
{
    /// <summary>Whether there was such a path.</summary>
    Task<bool> AnswerAsync(ApiRequest request);
}
