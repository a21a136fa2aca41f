namespace Warren.Engine.Network;

/// <summary>An address in use. The pair (Scope, Address) is unique, so one address is never given twice; the row goes with the instance or the port.</summary>
public sealed class NodeAddress
{
    /// <summary>Where the address is unique: the runtime's own scope, or a subnet's id.</summary>
    public required string Scope { get; init; }

    /// <summary>The IPv4 address as a number, so that it sorts.</summary>
    public required long Address { get; init; }

    /// <summary>The instance that has it; null when a customer's own port does.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Empty while the address belongs to an instance that nobody has ordered yet.</summary>
    public required string SubnetId { get; init; }

    /// <summary>Id of the port that the network services show for it.</summary>
    public string PortId { get; init; } = Security.RandomText.Uuid();
}

/// <summary>Where the search for the next free address of a scope goes on, so that a freed address is not reused at once.</summary>
public sealed class AddressCursor
{
    /// <summary>Scope and range together.</summary>
    public required string Id { get; init; }

    public required long Next { get; set; }
}
