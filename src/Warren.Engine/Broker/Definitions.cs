using System.Text.Json;
using System.Text.Json.Serialization;
using Warren.Engine.Runtimes;

namespace Warren.Engine.Broker;

/// <summary>What nodes import: users, vhosts, permissions.</summary>
internal static class Definitions
{
    /// <summary>For a new node's first boot: the customer's user and ours, one vhost, and no guest. A blank one has no customer yet.</summary>
    public static string FirstBoot(BrokerPlan plan) => JsonSerializer.Serialize(
        new DefinitionsFile
        {
            Users =
            [
                .. plan.IsBlank ? [] : (DefinedUser[])[User(plan)],
                new DefinedUser(BrokerPlan.AgentUser, PasswordHash.Of(plan.AgentPassword), PasswordHash.Algorithm, ["administrator"]),
            ],
            Vhosts = [new DefinedVhost("/", QueueType(plan) is { } type ? new VhostMetadata(type) : null)],
            Permissions =
            [
                .. plan.IsBlank ? [] : (DefinedPermission[])[DefinedPermission.All(plan.AccessUser!, "/")],
                new DefinedPermission(BrokerPlan.AgentUser, "/", "^$", "^$", "^$"),
            ],
        },
        DefinitionsJson.Default.DefinitionsFile);

    /// <summary>The customer's user alone, as the management API takes it.</summary>
    public static string AccessUser(BrokerPlan plan) => JsonSerializer.Serialize(User(plan), DefinitionsJson.Default.DefinedUser);

    /// <summary>One more vhost, which the customer's user and ours may use.</summary>
    public static string Vhost(BrokerPlan plan, string name) => JsonSerializer.Serialize(
        new DefinitionsFile
        {
            Vhosts = [new DefinedVhost(name, new VhostMetadata(QueueType(plan)))],
            Permissions = [DefinedPermission.All(BrokerPlan.AgentUser, name), DefinedPermission.All(plan.AccessUser!, name)],
        },
        DefinitionsJson.Default.DefinitionsFile);

    /// <summary>What a durable queue becomes that does not say: quorum in clusters, so that it survives the loss of a node.</summary>
    private static string? QueueType(BrokerPlan plan) => plan.IsCluster ? "quorum" : null;

    private static DefinedUser User(BrokerPlan plan) => new(plan.AccessUser!, plan.AccessPasswordHash!, PasswordHash.Algorithm, ["administrator"]);
}

internal sealed record DefinitionsFile
{
    public IReadOnlyList<DefinedUser>? Users { get; init; }

    public required IReadOnlyList<DefinedVhost> Vhosts { get; init; }

    public required IReadOnlyList<DefinedPermission> Permissions { get; init; }
}

internal sealed record DefinedUser(string Name, string PasswordHash, string HashingAlgorithm, IReadOnlyList<string> Tags);

internal sealed record DefinedVhost(string Name, VhostMetadata? Metadata);

/// <param name="DefaultQueueType">What a durable queue becomes that does not say; null: a classic one.</param>
internal sealed record VhostMetadata(string? DefaultQueueType);

internal sealed record DefinedPermission(string User, string Vhost, string Configure, string Write, string Read)
{
    public static DefinedPermission All(string user, string vhost) => new(user, vhost, ".*", ".*", ".*");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DefinitionsFile))]
[JsonSerializable(typeof(DefinedUser))]
internal sealed partial class DefinitionsJson : JsonSerializerContext;
