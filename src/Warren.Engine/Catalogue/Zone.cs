namespace Warren.Engine.Catalogue;

/// <summary>An availability zone of this installation.</summary>
public sealed class Zone
{
    /// <summary>32 hexadecimal digits; what create expects.</summary>
    public required string Id { get; init; }

    /// <summary>Short name, shown as code and name.</summary>
    public required string Code { get; init; }

    /// <summary>Order in lists; the lowest is the default.</summary>
    public required int Ordinal { get; init; }
}
