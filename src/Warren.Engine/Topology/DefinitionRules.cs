using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Engine.Errors;
using Warren.Engine.Runtimes;

namespace Warren.Engine.Topology;

/// <summary>What of a broker's definitions leaves an instance and what comes in: never Warren's own user, and no other password for the instance's.</summary>
internal static class DefinitionRules
{
    /// <summary>A broker with very much in it takes its time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Users = "users";
    private const string GlobalParameters = "global_parameters";

    /// <summary>Lists whose entries name a user.</summary>
    private static readonly string[] OfUsers = ["permissions", "topic_permissions"];

    /// <summary>What RabbitMQ imports.</summary>
    private static readonly string[] Lists = [Users, "vhosts", "permissions", "topic_permissions", "parameters", GlobalParameters, "policies", "queues", "exchanges", "bindings"];

    /// <summary>Global parameters that are a broker's own identity.</summary>
    private static readonly string[] OwnParameters = ["cluster_name", "internal_cluster_id"];

    public static JsonObject Export(JsonObject all)
    {
        RemoveAgent(all);
        return all;
    }

    /// <param name="definitions">As they came.</param>
    /// <param name="accessUser">The instance's own user, whose password and tags are Warren's to set; its permissions come in.</param>
    /// <exception cref="WarrenException">ParameterInvalid naming the member.</exception>
    public static JsonObject Import(JsonObject definitions, string accessUser)
    {
        var wanted = definitions.DeepClone().AsObject();
        foreach (var list in Lists.Where(wanted.ContainsKey))
        {
            if (wanted[list] is not JsonArray entries || entries.Any(e => e is not JsonObject))
            {
                throw new WarrenException(DmsErrors.ParameterInvalid, list, "a list of objects");
            }
        }

        foreach (var other in wanted.Select(m => m.Key).Where(k => !Lists.Contains(k, StringComparer.Ordinal)).ToList())
        {
            wanted.Remove(other); // rabbit_version and the like: what the export says of itself
        }

        if (wanted.Count == 0)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "definitions", "one at least of " + string.Join(", ", Lists));
        }

        RemoveAgent(wanted);
        Remove(wanted, Users, "name", accessUser);
        foreach (var parameter in OwnParameters)
        {
            Remove(wanted, GlobalParameters, "name", parameter);
        }

        return wanted;
    }

    /// <summary>How many of each, which a task may say.</summary>
    public static JsonObject Counts(JsonObject definitions) => new(definitions.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key, ((JsonArray)m.Value!).Count)));

    private static void RemoveAgent(JsonObject definitions)
    {
        Remove(definitions, Users, "name", BrokerPlan.AgentUser);
        foreach (var list in OfUsers)
        {
            Remove(definitions, list, "user", BrokerPlan.AgentUser);
        }
    }

    private static void Remove(JsonObject definitions, string list, string member, string value)
    {
        if (definitions[list] is JsonArray entries)
        {
            foreach (var entry in entries.Where(e => e?[member] is JsonValue named && named.TryGetValue<string>(out var text) && text == value).ToList())
            {
                entries.Remove(entry);
            }
        }
    }
}
