namespace Warren.Engine.Reconcile;

/// <summary>How one pass over an instance ended.</summary>
internal abstract record StepResult
{
    /// <summary>All is as it should be; look again at the usual time, or after this one.</summary>
    public sealed record Done(TimeSpan? NextLook = null) : StepResult;

    /// <summary>Something takes time; look again after this pause.</summary>
    public sealed record Wait(TimeSpan Pause, string Why) : StepResult;

    /// <summary>The instance is gone.</summary>
    public sealed record Gone : StepResult;

    /// <summary>Nothing more can be done without a person; look again at the usual time.</summary>
    public sealed record Stuck(string Why) : StepResult;
}
