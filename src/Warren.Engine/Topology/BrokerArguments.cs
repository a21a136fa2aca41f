using System.Text.Json;

namespace Warren.Engine.Topology;

/// <summary>Arguments of exchanges and queues, x-message-ttl and the like.</summary>
internal static class BrokerArguments
{
    private static readonly Dictionary<string, JsonElement> None = new(StringComparer.Ordinal);

    /// <summary>Of an exchange or queue as the management API shows it; one without arguments may show a list instead.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Of(JsonElement shown) =>
        shown.TryGetProperty("arguments", out var arguments) && arguments.ValueKind == JsonValueKind.Object
            ? arguments.EnumerateObject().ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal)
            : None;
}
