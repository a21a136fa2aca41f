namespace Warren.Engine.Reconcile;

/// <summary>Values of an instance's error_code (table 5-7) and what sets each here.</summary>
internal static class FaultCodes
{
    /// <summary>A fault of Warren's own, or data that is gone.</summary>
    public const string Internal = "public.00.0001";

    /// <summary>A node could not be made: no volume, or the cluster refuses the pod.</summary>
    public const string NodeNotMade = "public.00.0010";

    /// <summary>A node does not start: no image, or it ends again and again.</summary>
    public const string NodeNotStarted = "public.00.0013";

    /// <summary>A node does not end.</summary>
    public const string NodeNotStopped = "public.00.0015";

    /// <summary>There is no room for a node: nowhere to run it, or a quota is used up.</summary>
    public const string ResourcesShort = "public.00.0018";

    /// <summary>The brokers of a new instance could not be brought to serve.</summary>
    public const string DeploymentFailed = "public.00.0024";

    /// <summary>Some nodes of a cluster are down; the others serve.</summary>
    public const string SomeNodesFaulty = "public.00.0025";

    /// <summary>The instance does not answer.</summary>
    public const string Unreachable = "public.00.0042";

    /// <summary>What a creation fails with: the reason, where it has a code of its own.</summary>
    public static string OfCreation(string code) => code is NodeNotMade or NodeNotStarted or NodeNotStopped or ResourcesShort ? code : DeploymentFailed;
}
