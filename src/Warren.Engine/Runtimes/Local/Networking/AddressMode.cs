namespace Warren.Engine.Runtimes.Local.Networking;

/// <summary>Which addresses brokers have.</summary>
public enum AddressMode
{
    /// <summary>
    /// Loopback addresses, which every process of this machine can use and no other machine can reach: those of the subnet where it lies in 127.0.0.0/8, otherwise
    /// of this Warren's own part of that range. Needs no privilege.
    /// </summary>
    Loopback = 0,

    /// <summary>The subnet's own addresses, added to this machine's loopback interface while a node has them. Needs root and iproute2.</summary>
    Alias = 1,
}
