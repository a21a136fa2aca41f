namespace Warren.Engine.Runtimes;

/// <summary>Brokers cannot be brought about as planned, for a reason that has an error code of its own. Another try is safe.</summary>
/// <param name="code">Value of the instance's error_code (table 5-7).</param>
/// <param name="message">In words.</param>
/// <param name="inner">What was refused.</param>
public sealed class BrokerFaultException(string code, string message, Exception? inner = null) : IOException(message, inner)
{
    public string Code { get; } = code;
}
