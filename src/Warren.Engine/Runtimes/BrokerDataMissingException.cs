namespace Warren.Engine.Runtimes;

/// <summary>An instance that has served before has lost its data; starting an empty one in its place would hide it.</summary>
public sealed class BrokerDataMissingException(string message) : Exception(message);
