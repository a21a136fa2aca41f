using System.Text.Json.Nodes;
using Warren.Engine.Broker;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Instances;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Engine.Tasks;

namespace Warren.Engine.Topology;

/// <summary>All that an instance's broker defines (vhosts, users, permissions, policies, queues, exchanges, bindings), to take along or to bring in.</summary>
public sealed class DefinitionService(StoreContext store, InstanceFinder finder, InstanceChanges changes, BrokerAccess brokers, SecretProtector secrets)
{
    /// <summary>As JSON, as RabbitMQ writes it, without Warren's own user. It holds the salted hashes of passwords.</summary>
    /// <exception cref="WarrenException">StatusForbids or BrokerUnavailable.</exception>
    public async Task<string> ExportAsync(Caller caller, string instanceId, CancellationToken ct)
    {
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        var answer = await brokers.SendAsync(broker, "definitions", new ManagementCall(HttpMethod.Get, "definitions") { Patience = DefinitionRules.Patience }, ct);
        return DefinitionRules.Export(JsonNode.Parse(answer.Body)!.AsObject()).ToJsonString(DefinitionRules.Form);
    }

    /// <summary>Accepts definitions, which the broker adds to what it has; nothing is deleted.</summary>
    /// <returns>The id of the task; it fails with the broker's reason where the broker refuses them.</returns>
    /// <exception cref="WarrenException">ParameterInvalid naming the member, or StatusForbids unless the instance runs; nothing was changed.</exception>
    public async Task<string> ImportAsync(Caller caller, string instanceId, JsonObject definitions, CancellationToken ct)
    {
        var instance = await finder.FindAsync(caller, instanceId, ct);
        var wanted = DefinitionRules.Import(definitions, instance.AccessUser);
        var content = secrets.Protect(new Secret(wanted.ToJsonString(DefinitionRules.Form)));
        return await changes.OrderAsync(
            caller,
            instanceId,
            ChangeKind.Definitions,
            TaskNames.ImportDefinitions,
            row =>
            {
                store.DefinitionImports.Add(new DefinitionImport { InstanceId = row.Id, Generation = row.Generation, ProtectedContent = content });
                return DefinitionRules.Counts(wanted).ToJsonString();
            },
            ct);
    }
}
