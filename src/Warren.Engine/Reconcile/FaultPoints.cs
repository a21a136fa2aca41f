using System.Diagnostics;
using System.Globalization;

namespace Warren.Engine.Reconcile;

/// <summary>
/// The boundaries between the steps of a create, of the changes of an instance, of a delete, and of the life of a blank instance, each in the order in which they
/// are passed. A change passes those of a create too, from <see cref="CreateLeased"/> on, as far as it starts nodes.
/// </summary>
public enum FaultPoint
{
    CreateCommitted,
    CreateLeased,
    FilesPrepared,
    NodeStarted,
    PlanApplied,
    BrokerServes,
    RunningWritten,
    RestartCommitted,
    ExtendCommitted,
    ModifyCommitted,
    PasswordCommitted,
    OutdatedStopped,
    QueuesSpread,
    ListenersKept,
    PasswordSet,
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
/// Off unless the variable WARREN_FAULT_POINT names a point, or a file (an absolute path) in which one is named once it is there: so a Warren that runs can be told.
/// NAME:3 is the third time that the point is reached.
/// </summary>
public sealed class FaultPoints
{
    public const string Variable = "WARREN_FAULT_POINT";

    private readonly string setting = Environment.GetEnvironmentVariable(Variable) ?? "";
    private readonly Lock counting = new();
    private string counted = "";
    private int times;

    public void Reach(FaultPoint point)
    {
        if (setting.Length > 0 && IsChosen(point))
        {
            using var self = Process.GetCurrentProcess();
            self.Kill(); // SIGKILL: nothing of ours runs after this
            new ManualResetEvent(initialState: false).WaitOne();
        }
    }

    private bool IsChosen(FaultPoint point)
    {
        var chosen = !Path.IsPathRooted(setting) ? setting : File.Exists(setting) ? File.ReadAllText(setting) : "";
        var parts = chosen.Split(':');
        if (!Enum.TryParse<FaultPoint>(parts[0], out var named) || named != point)
        {
            return false;
        }

        lock (counting)
        {
            (counted, times) = counted == chosen ? (counted, times + 1) : (chosen, 1);
            return times >= (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1);
        }
    }
}
