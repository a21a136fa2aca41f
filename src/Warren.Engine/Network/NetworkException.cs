namespace Warren.Engine.Network;

/// <summary>
/// A refusal of the services around an instance: networks, public addresses, enterprise projects. They have no DMS code; the edge writes each
/// in the shape of the service that was called.
/// </summary>
/// <param name="fault">What is wrong.</param>
/// <param name="kind">With what.</param>
/// <param name="message">For people, in English: what is wrong and what is allowed.</param>
public sealed class NetworkException(NetworkFault fault, NetworkKind kind, string message) : Exception(message)
{
    public NetworkFault Fault { get; } = fault;

    public NetworkKind Kind { get; } = kind;
}

/// <summary>Why a call was refused.</summary>
public enum NetworkFault
{
    /// <summary>A value is not usable; nothing was changed.</summary>
    Invalid = 0,

    /// <summary>There is none with this id, in this project.</summary>
    NotFound = 1,

    /// <summary>Something else needs it.</summary>
    InUse = 2,

    /// <summary>There is one like it already.</summary>
    Exists = 3,

    /// <summary>The range is not inside the VPC's.</summary>
    OutsideVpc = 4,

    /// <summary>The range overlaps another one.</summary>
    Overlap = 5,

    /// <summary>Every address of the range is taken.</summary>
    NoAddress = 6,

    /// <summary>The public address is bound already.</summary>
    AlreadyBound = 7,

    /// <summary>The port has a public address already.</summary>
    PortHasAddress = 8,

    EnterpriseProjectUnknown = 9,

    EnterpriseProjectDisabled = 10,

    /// <summary>The caller's proof is not good for this.</summary>
    Forbidden = 11,
}

/// <summary>What a call is about.</summary>
public enum NetworkKind
{
    Vpc = 0,
    Subnet = 1,
    Network = 2,
    SecurityGroup = 3,
    SecurityGroupRule = 4,
    Port = 5,
    PublicIp = 6,
    Bandwidth = 7,
    Tag = 8,
    EnterpriseProject = 9,
    Zone = 10,
}
