using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Kubernetes;
using Warren.Engine.Runtimes.Local;

namespace Warren.Engine.Hosting;

/// <summary>The setting Runtime: local (default) or kubernetes.</summary>
internal static class RuntimeChoice
{
    /// <exception cref="RuntimeUnavailableException">There is no such runtime, or it cannot work here.</exception>
    public static IBrokerRuntime Of(IServiceProvider services, bool stopBrokers) => services.GetRequiredService<IConfiguration>()["Runtime"] switch
    {
        null or "" or "local" => ActivatorUtilities.CreateInstance<LocalRuntime>(services),
        "kubernetes" when stopBrokers => throw new RuntimeUnavailableException("--stop-brokers is for brokers of this machine; with Runtime=kubernetes they are the cluster's, and other copies of Warren keep them."),
        "kubernetes" => ActivatorUtilities.CreateInstance<KubernetesRuntime>(services),
        var other => throw new RuntimeUnavailableException($"Runtime must be local or kubernetes, not \"{other}\"."),
    };
}
