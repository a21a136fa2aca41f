using Warren.Server.Compute;
using Warren.Server.Eps;
using Warren.Server.Network.VpcV1;
using Warren.Server.Network.VpcV3;
using Warren.Server.Neutron;

namespace Warren.Server.Network;

/// <summary>The services around an instance (as real clients need it).</summary>
internal static class NetworkServices
{
    public static void MapNetworkServices(this IEndpointRouteBuilder app)
    {
        app.MapVpcsV1();
        app.MapSubnetsV1();
        app.MapSecurityGroupsV1();
        app.MapPortsV1();
        app.MapPublicIpsV1();
        app.MapNetworkTags();
        app.MapVpcsV3();
        app.MapSecurityGroupsV3();
        app.MapPublicIpsV3();
        app.MapNeutronDiscovery();
        app.MapNetworks();
        app.MapNeutronSubnets();
        app.MapRouters();
        app.MapNeutronSecurityGroups();
        app.MapNeutronPorts();
        app.MapFloatingIps();
        app.MapEnterpriseProjects();
        app.MapCompute();
    }
}
