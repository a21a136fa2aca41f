namespace Warren.Engine.Instances;

/// <summary>A tag of an instance; keys are unique in it.</summary>
public sealed class InstanceTag
{
    public required string InstanceId { get; init; }

    /// <summary>1 to 128 characters.</summary>
    public required string Key { get; init; }

    /// <summary>0 to 255 characters.</summary>
    public required string Value { get; set; }
}
