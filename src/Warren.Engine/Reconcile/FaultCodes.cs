namespace Warren.Engine.Reconcile;

/// <summary>Values of an instance's error_code (table 5-7) and what sets each here.</summary>
internal static class FaultCodes
{
    /// <summary>A fault of Warren's own, or data that is gone.</summary>
    public const string Internal = "public.00.0001";

    /// <summary>The brokers of a new instance could not be brought to serve.</summary>
    public const string DeploymentFailed = "public.00.0024";

    /// <summary>Some nodes of a cluster are down; the others serve.</summary>
    public const string SomeNodesFaulty = "public.00.0025";

    /// <summary>The instance does not answer.</summary>
    public const string Unreachable = "public.00.0042";
}
