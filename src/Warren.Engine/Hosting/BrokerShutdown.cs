using Microsoft.Extensions.Hosting;
using Warren.Engine.Runtimes;

namespace Warren.Engine.Hosting;

/// <summary>Stops all brokers when Warren stops. Registered before the reconcile loop, so that it runs after the loop has ended.</summary>
internal sealed class BrokerShutdown(IBrokerRuntime runtime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => runtime.StopAllAsync(cancellationToken);
}
