using System.Text.Json;
using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V2;

/// <summary>
/// What a broker defines, as RabbitMQ's management API writes and reads it: lists of users, vhosts, permissions, topic_permissions, parameters, global_parameters,
/// policies, queues, exchanges and bindings. Warren's own, at /v2/{project_id}/instances/{instance_id}/definitions.
/// </summary>
public sealed record DefinitionsBody
{
    /// <summary>By list. Other members are ignored when they come in.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Lists { get; set; }

    /// <summary>Without the content, which holds hashes of passwords.</summary>
    public override string ToString() => "DefinitionsBody";
}
