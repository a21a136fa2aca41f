using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.EnterpriseProjects;

namespace Warren.Engine.Network;

/// <summary>Registers the world around an instance.</summary>
internal static class NetworkSetup
{
    public static IServiceCollection AddNetwork(this IServiceCollection services)
    {
        services.AddOptions<NetworkOptions>().BindConfiguration("Network").ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<AddressAllocator>();
        services.AddScoped<VpcService>();
        services.AddScoped<SubnetService>();
        services.AddScoped<NetworkService>();
        services.AddScoped<RouterService>();
        services.AddScoped<SecurityGroupService>();
        services.AddScoped<PortService>();
        services.AddScoped<PublicIpService>();
        services.AddScoped<NetworkTagService>();
        services.AddScoped<EnterpriseProjectService>();
        services.AddScoped<EnterpriseResourceService>();
        return services;
    }
}
