namespace Warren.Engine.Errors;

/// <summary>A refusal with a documented code. One translator at the edge writes it; nothing else catches it.</summary>
/// <param name="code">An entry of <see cref="DmsErrors"/>.</param>
/// <param name="arguments">What fills the placeholders of the code's message.</param>
public sealed class WarrenException(ErrorCode code, params object[] arguments) : Exception(code.V1)
{
    /// <summary>The documented code.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>Values for the placeholders of the message, in order.</summary>
    public IReadOnlyList<object> Arguments { get; } = arguments;
}
