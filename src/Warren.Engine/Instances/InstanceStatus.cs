namespace Warren.Engine.Instances;

/// <summary>What an instance shows (table 8-3 and decision 0.1).</summary>
public enum InstanceStatus
{
    Creating,
    Running,
    Faulty,
    Restarting,
    Resizing,
    ResizingFailed,
    CreateFailed,
    Deleting,
}
