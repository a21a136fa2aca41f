using System.Diagnostics;

namespace Warren.Engine.Reconcile;

/// <summary>The boundaries between the steps of a create, a delete, and the life of a blank instance, each in the order in which they are passed.</summary>
public enum FaultPoint
{
    CreateCommitted,
    CreateLeased,
    FilesPrepared,
    NodeStarted,
    PlanApplied,
    BrokerServes,
    RunningWritten,
    DeleteCommitted,
    DeleteLeased,
    NodeStopped,
    FolderRemoved,
    RemovedBeforeRow,
    RowRemoved,
    BlankCommitted,
    BlankStarted,
    BlankReady,
    BlankGiven,
    BlankRetired,
    BlankRemoved,
}

/// <summary>
/// Dies on purpose (kill -9 of this process) at a chosen boundary, so that tests can prove that every moment is survived.
/// Off unless the variable WARREN_FAULT_POINT names a point.
/// </summary>
public sealed class FaultPoints
{
    public const string Variable = "WARREN_FAULT_POINT";

    private readonly FaultPoint? chosen =
        Enum.TryParse<FaultPoint>(Environment.GetEnvironmentVariable(Variable), out var point) ? point : null;

    public void Reach(FaultPoint point)
    {
        if (point == chosen)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill(); // SIGKILL: nothing of ours runs after this
            new ManualResetEvent(initialState: false).WaitOne();
        }
    }
}
