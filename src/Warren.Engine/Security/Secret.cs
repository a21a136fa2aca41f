namespace Warren.Engine.Security;

/// <summary>A value that must not reach a log, an exception, an argument list or a row in clear. Its ToString is ***.</summary>
public sealed class Secret(string value)
{
    /// <summary>The value itself; call it only where it leaves for its one purpose.</summary>
    public string Reveal() => value;

    public override string ToString() => "***";
}
