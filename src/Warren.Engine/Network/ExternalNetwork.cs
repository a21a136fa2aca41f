namespace Warren.Engine.Network;

/// <summary>
/// The network that public addresses come from, as the neutron calls show it to every project: nothing can be made in it or changed about it.
/// The name is the one that public clouds of this API have.
/// </summary>
public static class ExternalNetwork
{
    public const string Id = "0a2228f2-7f8a-45f1-8e09-9039e1d09975";

    public const string Name = "admin_external_net";

    internal static Subnet Shown { get; } = new()
    {
        Id = Id,
        ProjectId = "",
        VpcId = "",
        Name = Name,
        Cidr = "",
        GatewayIp = "",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    internal static void Refuse(NetworkKind kind, string id)
    {
        if (id == Id)
        {
            throw new NetworkException(NetworkFault.Forbidden, kind, $"The network {Name} belongs to the installation.");
        }
    }
}
