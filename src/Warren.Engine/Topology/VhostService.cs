using Warren.Engine.Broker;
using Warren.Engine.Errors;
using Warren.Engine.Iam;

namespace Warren.Engine.Topology;

/// <summary>Virtual hosts of an instance.</summary>
public sealed class VhostService(BrokerAccess brokers)
{
    /// <summary>The one that every broker has.</summary>
    public const string Default = "/";

    /// <summary>How it is spoken of in errors.</summary>
    public static string Named(string vhost) => $"vhost {vhost}";

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<Vhost>> ListAsync(Caller caller, string instanceId, CancellationToken ct)
    {
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        return await ListAsync(broker, ct);
    }

    internal async Task<IReadOnlyList<Vhost>> ListAsync(ManagedBroker broker, CancellationToken ct) =>
    [
        .. (await brokers.GetAsync(broker, "list of vhosts", "vhosts", ct)).EnumerateArray()
            .Select(v => new Vhost(v.GetProperty("name").GetString()!, v.TryGetProperty("tracing", out var tracing) && tracing.GetBoolean()))
            .OrderBy(v => v.Name, StringComparer.Ordinal),
    ];

    /// <summary>Makes a vhost that the instance's own user may use; in a cluster its durable queues are quorum queues, as in "/". One that exists stays as it is.</summary>
    /// <exception cref="WarrenException">ParameterInvalid naming name, BrokerRefused or BrokerUnavailable.</exception>
    public async Task CreateAsync(Caller caller, string instanceId, string? name, CancellationToken ct)
    {
        var wanted = BrokerNames.Check(name, "name");
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        if (await brokers.FindAsync(broker, ManagementCall.PathOf("vhosts", wanted), ct) is not null)
        {
            return;
        }

        await brokers.SendAsync(broker, Named(wanted), new ManagementCall(HttpMethod.Post, "definitions", Definitions.Vhost(broker.Plan, wanted)), ct);
    }

    /// <summary>Deletes vhosts with all that is in them; one that is not there counts as deleted.</summary>
    /// <exception cref="WarrenException">ParameterInvalid naming name, also for the default one: nothing was deleted.</exception>
    public async Task DeleteAsync(Caller caller, string instanceId, IReadOnlyList<string?>? names, CancellationToken ct)
    {
        var wanted = BrokerNames.CheckAll(names, "name");
        if (wanted.Contains(Default, StringComparer.Ordinal))
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "name", "other vhosts than /, through which Warren sees whether the instance serves");
        }

        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        foreach (var name in wanted)
        {
            await brokers.DeleteInAsync(broker, name, ManagementCall.PathOf("vhosts", name), ct);
        }
    }
}

/// <param name="Name">Any text.</param>
/// <param name="Tracing">Whether messages are copied for tracing.</param>
public sealed record Vhost(string Name, bool Tracing);
