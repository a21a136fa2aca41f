using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Engine.Broker;
using Warren.Engine.Errors;
using Warren.Engine.Iam;

namespace Warren.Engine.Topology;

/// <summary>Exchanges of a vhost.</summary>
public sealed class ExchangeService(BrokerAccess brokers)
{
    private static readonly string[] Types = ["direct", "fanout", "topic", "headers", "x-delayed-message", "x-consistent-hash"];

    /// <summary>How it is spoken of in errors.</summary>
    public static string Named(string vhost, string exchange) => $"exchange {exchange} in vhost {vhost}";

    /// <summary>By name; the nameless default one is the first.</summary>
    /// <exception cref="WarrenException">BrokerObjectUnknown: there is no such vhost.</exception>
    public async Task<IReadOnlyList<Exchange>> ListAsync(Caller caller, string instanceId, string vhost, CancellationToken ct)
    {
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        var exchanges = await brokers.GetAsync(broker, VhostService.Named(vhost), ManagementCall.PathOf("exchanges", vhost), ct);
        return [.. exchanges.EnumerateArray().Select(Read).OrderBy(e => e.Name, StringComparer.Ordinal)];
    }

    /// <summary>Makes an exchange; one that exists as it is asked for stays.</summary>
    /// <exception cref="WarrenException">ParameterInvalid naming name or type, BrokerObjectUnknown, or BrokerRefused: it exists otherwise, or its type's plugin is off.</exception>
    public async Task CreateAsync(Caller caller, string instanceId, Exchange wanted, CancellationToken ct)
    {
        BrokerNames.Check(wanted.Name, "name");
        if (!Types.Contains(wanted.Type, StringComparer.Ordinal))
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "type", string.Join(", ", Types));
        }

        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        await brokers.GetAsync(broker, VhostService.Named(wanted.Vhost), ManagementCall.PathOf("vhosts", wanted.Vhost), ct);
        var body = new JsonObject
        {
            ["type"] = wanted.Type,
            ["durable"] = wanted.Durable,
            ["auto_delete"] = wanted.AutoDelete,
            ["internal"] = wanted.Internal,
            ["arguments"] = new JsonObject(wanted.Arguments.Select(a => KeyValuePair.Create(a.Key, JsonNode.Parse(a.Value.GetRawText())))),
        };
        await brokers.SendInAsync(
            broker, wanted.Vhost, Named(wanted.Vhost, wanted.Name), new ManagementCall(HttpMethod.Put, ManagementCall.PathOf("exchanges", wanted.Vhost, wanted.Name), body.ToJsonString()), ct);
    }

    /// <summary>Deletes exchanges; one that is not there counts as deleted.</summary>
    public Task DeleteAsync(Caller caller, string instanceId, string vhost, IReadOnlyList<string?>? names, CancellationToken ct) =>
        brokers.DeleteNamedAsync(caller, instanceId, vhost, "exchanges", names, ct);

    private static Exchange Read(JsonElement exchange) => new()
    {
        Vhost = exchange.GetProperty("vhost").GetString()!,
        Name = exchange.GetProperty("name").GetString()!,
        Type = exchange.GetProperty("type").GetString()!,
        Durable = exchange.GetProperty("durable").GetBoolean(),
        AutoDelete = exchange.GetProperty("auto_delete").GetBoolean(),
        Internal = exchange.GetProperty("internal").GetBoolean(),
        Arguments = BrokerArguments.Of(exchange),
    };
}

public sealed record Exchange
{
    public required string Vhost { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public required bool Durable { get; init; }

    public required bool AutoDelete { get; init; }

    public required bool Internal { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Arguments { get; init; }

    /// <summary>Whether the broker made it itself.</summary>
    public bool IsDefault => Name.Length == 0 || Name.StartsWith("amq.", StringComparison.Ordinal);
}
