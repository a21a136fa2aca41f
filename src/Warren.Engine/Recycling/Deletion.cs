namespace Warren.Engine.Recycling;

/// <summary>What becomes of the data of an instance that is deleted.</summary>
public enum Deletion
{
    /// <summary>It goes at once; so it is on v1.0.</summary>
    AtOnce,

    /// <summary>The project's policy decides.</summary>
    ByPolicy,

    /// <summary>The recycle bin keeps it.</summary>
    IntoBin,

    /// <summary>It goes at once, also when the recycle bin keeps it already.</summary>
    Forced,
}
