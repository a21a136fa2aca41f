using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Runtimes;
using Warren.Server.Hosting;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>What this installation can and cannot do. Warren's own path; any authenticated caller may ask.</summary>
internal static class CapabilitiesApi
{
    private static readonly string Version = typeof(CapabilitiesApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static void MapCapabilities(this IEndpointRouteBuilder app) => app.MapGet("/v2/capabilities", Show).RequiresAuthentication();

    private static Ok<CapabilitiesResponse> Show(IBrokerRuntime runtime, InstallationFacts facts) => TypedResults.Ok(new CapabilitiesResponse
    {
        Region = facts.Region,
        Version = Version,
        Runtime = runtime.Name,
        MaxNodes = runtime.Capabilities.MaxNodes,
        Ssl = runtime.Capabilities.Tls,
        PublicIp = runtime.Capabilities.PublicAccess,
    });
}
