using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Engine.Broker;
using Warren.Engine.Catalogue;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Instances;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;

namespace Warren.Engine.Topology;

/// <summary>Calls to the broker of an instance of the caller's project, with the broker's refusals as documented codes.</summary>
public sealed class BrokerAccess(InstanceFinder finder, ProductCatalogue catalogue, SecretProtector secrets, IBrokerRuntime runtime)
{
    private const int Refused = 400;
    private const int NotAuthorised = 401;
    private const int Forbidden = 403;
    private const int Missing = 404;

    /// <summary>The instance, when it may serve.</summary>
    /// <exception cref="WarrenException">InstanceIdMalformed, InstanceUnknown, or StatusForbids while there is no broker yet or no more.</exception>
    public async Task<ManagedBroker> OpenAsync(Caller caller, string instanceId, CancellationToken ct)
    {
        var instance = await finder.FindAsync(caller, instanceId, ct);
        var status = InstanceStatusRules.Of(instance);
        if (status is InstanceStatus.Creating or InstanceStatus.CreateFailed or InstanceStatus.Deleting)
        {
            throw new WarrenException(DmsErrors.StatusForbids, status);
        }

        return instance.Host is null || instance.Host == runtime.Host
            ? new ManagedBroker(instance, BrokerPlan.From(instance, catalogue.BySpecCode(instance.SpecCode)!, secrets))
            : throw new WarrenException(DmsErrors.BrokerUnavailable, "its nodes run on another machine than this copy of Warren, which does not reach them");
    }

    /// <summary>The value that a GET answers with.</summary>
    /// <param name="broker">Which.</param>
    /// <param name="what">What is asked for, in words, for when it is not there.</param>
    /// <param name="path">Below /api/.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="WarrenException">BrokerObjectUnknown or BrokerUnavailable.</exception>
    public async Task<JsonElement> GetAsync(ManagedBroker broker, string what, string path, CancellationToken ct) =>
        JsonElement.Parse((await SendAsync(broker, what, new ManagementCall(HttpMethod.Get, path), ct)).Body);

    /// <summary>The same, null when it is not there.</summary>
    public async Task<JsonElement?> FindAsync(ManagedBroker broker, string path, CancellationToken ct)
    {
        var answer = await TryAsync(broker, new ManagementCall(HttpMethod.Get, path), ct);
        return answer.Status == Missing ? null : JsonElement.Parse(Check("", answer).Body);
    }

    /// <summary>A call that must succeed.</summary>
    /// <exception cref="WarrenException">BrokerObjectUnknown, BrokerRefused or BrokerUnavailable.</exception>
    public async Task<ManagementAnswer> SendAsync(ManagedBroker broker, string what, ManagementCall call, CancellationToken ct) => Check(what, await TryAsync(broker, call, ct));

    /// <summary>
    /// A call that works inside a vhost, for which RabbitMQ asks a permission there: Warren's own user is given it when it is missing, as it is in "/" and in vhosts
    /// that the customer made with a client.
    /// </summary>
    /// <exception cref="WarrenException">BrokerObjectUnknown, BrokerRefused or BrokerUnavailable.</exception>
    public async Task<ManagementAnswer> SendInAsync(ManagedBroker broker, string vhost, string what, ManagementCall call, CancellationToken ct)
    {
        var answer = await TryAsync(broker, call, ct);
        if (answer.Status is NotAuthorised or Forbidden)
        {
            await SendAsync(broker, VhostService.Named(vhost), BrokerPermission.Grant(BrokerPlan.AgentUser, BrokerPermission.All(vhost)), ct);
            answer = await TryAsync(broker, call, ct);
        }

        return Check(what, answer);
    }

    /// <summary>Deletes exchanges or queues of a vhost; one that is not there counts as deleted.</summary>
    /// <param name="caller">Whose project it is.</param>
    /// <param name="instanceId">As the path has it.</param>
    /// <param name="vhost">Where they are.</param>
    /// <param name="kind">exchanges or queues, as the management API writes it.</param>
    /// <param name="names">One at least.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="WarrenException">ParameterInvalid naming name, BrokerObjectUnknown: there is no such vhost, or BrokerRefused.</exception>
    public async Task DeleteNamedAsync(Caller caller, string instanceId, string vhost, string kind, IReadOnlyList<string?>? names, CancellationToken ct)
    {
        var wanted = BrokerNames.CheckAll(names, "name");
        var broker = await OpenAsync(caller, instanceId, ct);
        await GetAsync(broker, VhostService.Named(vhost), ManagementCall.PathOf("vhosts", vhost), ct);
        foreach (var name in wanted)
        {
            await DeleteInAsync(broker, vhost, ManagementCall.PathOf(kind, vhost, name), ct);
        }
    }

    /// <summary>Deletes; what is not there counts as deleted.</summary>
    public async Task DeleteInAsync(ManagedBroker broker, string vhost, string path, CancellationToken ct)
    {
        if (await FindAsync(broker, path, ct) is not null)
        {
            await SendInAsync(broker, vhost, path, new ManagementCall(HttpMethod.Delete, path), ct);
        }
    }

    private async Task<ManagementAnswer> TryAsync(ManagedBroker broker, ManagementCall call, CancellationToken ct)
    {
        try
        {
            return await runtime.ManageAsync(broker.Plan, call, ct);
        }
        catch (IOException e)
        {
            throw new WarrenException(DmsErrors.BrokerUnavailable, e.Message);
        }
    }

    private static ManagementAnswer Check(string what, ManagementAnswer answer) => answer.Status switch
    {
        < Refused => answer,
        Missing => throw new WarrenException(DmsErrors.BrokerObjectUnknown, what),
        _ => throw new WarrenException(DmsErrors.BrokerRefused, Reason(answer)),
    };

    /// <summary>The reason in <c>{"error":"bad_request","reason":"inequivalent arg 'durable' for queue…"}</c>.</summary>
    internal static string Reason(ManagementAnswer answer)
    {
        try
        {
            return JsonNode.Parse(answer.Body)?["reason"]?.ToString() ?? answer.Body;
        }
        catch (JsonException)
        {
            return $"{answer.Status} {answer.Body}";
        }
    }
}

/// <summary>An instance whose broker is called.</summary>
public sealed record ManagedBroker(Instance Instance, BrokerPlan Plan);
