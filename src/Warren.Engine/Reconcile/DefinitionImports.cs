using Microsoft.EntityFrameworkCore;
using Warren.Engine.Broker;
using Warren.Engine.Instances;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Engine.Topology;

namespace Warren.Engine.Reconcile;

/// <summary>Brings ordered definitions into a broker. RabbitMQ adds what is missing, so doing it again changes nothing.</summary>
internal sealed class DefinitionImports(IDbContextFactory<StoreContext> stores, IBrokerRuntime runtime, SecretProtector secrets)
{
    private const int Refused = 400;

    /// <returns>Null, or why the broker refuses them: then they are given up.</returns>
    /// <exception cref="IOException">No node answers; another try is safe.</exception>
    public async Task<string?> RunAsync(Instance instance, BrokerPlan plan, CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var import = await store.DefinitionImports.AsNoTracking().SingleOrDefaultAsync(i => i.InstanceId == instance.Id && i.Generation == instance.Generation, ct);
        if (import is null)
        {
            return null;
        }

        var call = new ManagementCall(HttpMethod.Post, "definitions", secrets.Unprotect(import.ProtectedContent).Reveal()) { Patience = DefinitionRules.Patience };
        var answer = await runtime.ManageAsync(plan, call, ct);
        return answer.Status < Refused ? null : $"the broker refuses the definitions: {BrokerAccess.Reason(answer)}";
    }
}
