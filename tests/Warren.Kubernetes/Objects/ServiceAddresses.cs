namespace Warren.Kubernetes.Objects;

/// <summary>Gives each service a cluster address and node ports of its own.</summary>
public sealed class ServiceAddresses
{
    private int last;
    private int lastPort;

    /// <summary>First two bytes of each address, with a dot after each. Default <c>10.96.</c></summary>
    public string Range { get; set; } = "10.96.";

    internal string Next()
    {
        var next = Interlocked.Increment(ref last);
        return $"{Range}{next / 250}.{(next % 250) + 1}";
    }

    internal int NextNodePort() => Interlocked.Increment(ref lastPort);
}
