namespace Warren.Server.Http;

/// <summary>The error that the answer holds, for whoever records the call.</summary>
internal sealed record WrittenError(string Code, string Message);
