namespace Warren.Engine.Runtimes;

/// <summary>The runtime cannot work on this machine as it is; the message tells the operator what to do.</summary>
public sealed class RuntimeUnavailableException(string message) : Exception(message);
