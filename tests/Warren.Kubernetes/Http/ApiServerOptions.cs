namespace Warren.Kubernetes.Http;

public sealed record ApiServerOptions
{
    /// <summary>Serves HTTPS with a certificate of its own, which kubectl needs to send its token. Default false.</summary>
    public bool Tls { get; init; }

    /// <summary>Whether a watch can begin with the list (sendInitialEvents): not on an old etcd. Default true.</summary>
    public bool HasWatchList { get; init; } = true;

    /// <summary>How often a watch is told how far it has come. Default 1 s; a real server takes a minute.</summary>
    public TimeSpan BookmarkEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether RabbitmqCluster is defined from the start. Default true.</summary>
    public bool HasOperatorDefinition { get; init; } = true;

    /// <summary>Whether objects are collected, quotas filled and namespaces emptied. Default true.</summary>
    public bool HasControllers { get; init; } = true;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
