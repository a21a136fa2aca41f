namespace Warren.Cli;

/// <summary>Something that the user can put right; shown as it is.</summary>
internal sealed class CliException(string message) : Exception(message);
