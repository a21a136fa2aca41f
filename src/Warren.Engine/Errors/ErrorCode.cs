namespace Warren.Engine.Errors;

/// <summary>
/// One documented error of the DMS contract: the number that both API versions share, and its HTTP status.
/// Source: table 8-2 of the reference; v1.0 writes it as 111NNNNNN, v2 as DMS.00NNNNNN.
/// </summary>
/// <param name="Number">Six digits, for example 400010.</param>
/// <param name="Status">The HTTP status that carries it.</param>
public sealed record ErrorCode(string Number, int Status)
{
    /// <summary>
    /// The key of the message in Messages.resx: the number, unless one number carries two meanings or two numbers one meaning.
    /// </summary>
    public string Text { get; init; } = Number;

    /// <summary>The code as /v1.0 writes it.</summary>
    public string V1 => "111" + Number;

    /// <summary>The code as /v2 writes it.</summary>
    public string V2 { get; init; } = "DMS.00" + Number;
}
