namespace Warren.Contract.Client;

/// <summary>The API refused a call, or failed.</summary>
public sealed class ApiException(int status, string code, string message, string requestId)
    : Exception($"{status}{(code.Length > 0 ? " " : "")}{code}: {message} (request {requestId})")
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The documented code, for example 111400010; empty when the answer had none.</summary>
    public string Code { get; } = code;

    /// <summary>The words of the answer, in the language that was asked for.</summary>
    public string Text { get; } = message;

    /// <summary>X-Request-Id of the answer.</summary>
    public string RequestId { get; } = requestId;
}
