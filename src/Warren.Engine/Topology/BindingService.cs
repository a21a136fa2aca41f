using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Engine.Broker;
using Warren.Engine.Errors;
using Warren.Engine.Iam;

namespace Warren.Engine.Topology;

/// <summary>Bindings that have an exchange as their source.</summary>
public sealed class BindingService(BrokerAccess brokers)
{
    private const int LongestRoutingKey = 128;
    private const string ToQueue = "queue";
    private const string ToExchange = "exchange";

    /// <exception cref="WarrenException">BrokerObjectUnknown: there is no such exchange.</exception>
    public async Task<IReadOnlyList<Binding>> ListAsync(Caller caller, string instanceId, string vhost, string exchange, CancellationToken ct)
    {
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        await brokers.GetAsync(broker, ExchangeService.Named(vhost, exchange), ManagementCall.PathOf("exchanges", vhost, exchange), ct);
        var bindings = await brokers.GetAsync(broker, ExchangeService.Named(vhost, exchange), ManagementCall.PathOf("exchanges", vhost, exchange, "bindings", "source"), ct);
        return [.. bindings.EnumerateArray().Select(Read).OrderBy(b => (b.DestinationType, b.Destination, b.PropertiesKey))];
    }

    /// <summary>Binds; what is bound so already stays.</summary>
    /// <returns>The binding; its properties key is to be read from the list.</returns>
    /// <exception cref="WarrenException">ParameterInvalid naming the field, BrokerObjectUnknown, or BrokerRefused.</exception>
    public async Task<Binding> CreateAsync(Caller caller, string instanceId, string vhost, string exchange, Binding wanted, CancellationToken ct)
    {
        var destination = BrokerNames.Check(wanted.Destination, "destination");
        var type = Type(wanted.DestinationType, "destination_type");
        if (wanted.RoutingKey.Length > LongestRoutingKey || wanted.RoutingKey.AsSpan().ContainsAny('+', '~'))
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "routing_key", $"at most {LongestRoutingKey} characters without + and ~");
        }

        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        await brokers.GetAsync(broker, ExchangeService.Named(vhost, exchange), ManagementCall.PathOf("exchanges", vhost, exchange), ct);
        await brokers.GetAsync(broker, Named(vhost, type, destination), ManagementCall.PathOf(type + "s", vhost, destination), ct);
        var call = new ManagementCall(
            HttpMethod.Post,
            ManagementCall.PathOf("bindings", vhost, "e", exchange, type[..1], destination),
            new JsonObject { ["routing_key"] = wanted.RoutingKey, ["arguments"] = new JsonObject() }.ToJsonString());
        await brokers.SendInAsync(broker, vhost, $"binding of {exchange} to {destination}", call, ct);
        return wanted with { Source = exchange, DestinationType = type };
    }

    /// <exception cref="WarrenException">BrokerObjectUnknown: there is no such binding.</exception>
    public async Task DeleteAsync(Caller caller, string instanceId, string vhost, Binding binding, CancellationToken ct)
    {
        var type = Type(binding.DestinationType, "destination_type");
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        var path = ManagementCall.PathOf("bindings", vhost, "e", binding.Source, type[..1], binding.Destination, binding.PropertiesKey);
        var what = $"binding {binding.PropertiesKey} of {binding.Source} to {binding.Destination}";
        await brokers.GetAsync(broker, what, path, ct);
        await brokers.SendInAsync(broker, vhost, what, new ManagementCall(HttpMethod.Delete, path), ct);
    }

    internal static Binding Read(JsonElement binding) => new()
    {
        Source = binding.GetProperty("source").GetString()!,
        Destination = binding.GetProperty("destination").GetString()!,
        DestinationType = binding.GetProperty("destination_type").GetString()!,
        RoutingKey = binding.GetProperty("routing_key").GetString()!,
        PropertiesKey = binding.GetProperty("properties_key").GetString()!,
    };

    /// <summary>In any case; always answered in lower case, which is what clients look for.</summary>
    private static string Type(string? type, string field) =>
        string.Equals(type, ToQueue, StringComparison.OrdinalIgnoreCase) ? ToQueue
        : string.Equals(type, ToExchange, StringComparison.OrdinalIgnoreCase) ? ToExchange
        : throw new WarrenException(DmsErrors.ParameterInvalid, field, $"{ToQueue} or {ToExchange}");

    private static string Named(string vhost, string type, string destination) =>
        type == ToQueue ? QueueService.Named(vhost, destination) : ExchangeService.Named(vhost, destination);
}

public sealed record Binding
{
    /// <summary>The exchange.</summary>
    public string Source { get; init; } = "";

    public required string Destination { get; init; }

    /// <summary>queue or exchange.</summary>
    public required string DestinationType { get; init; }

    public string RoutingKey { get; init; } = "";

    /// <summary>RabbitMQ's name of a binding among those with the same two ends: the routing key, ~ for an empty one, and a hash of arguments.</summary>
    public string PropertiesKey { get; init; } = "";
}
