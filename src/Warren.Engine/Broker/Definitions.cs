using System.Text.Json;
using System.Text.Json.Serialization;
using Warren.Engine.Runtimes;

namespace Warren.Engine.Broker;

/// <summary>The definitions a new node imports at its first boot: the customer's user and ours, one vhost, and no guest. A blank one has no customer yet.</summary>
internal static class Definitions
{
    public static string FirstBoot(BrokerPlan plan) => JsonSerializer.Serialize(
        new DefinitionsFile
        {
            Users =
            [
                .. plan.IsBlank ? [] : (DefinedUser[])[User(plan)],
                new DefinedUser(BrokerPlan.AgentUser, PasswordHash.Of(plan.AgentPassword), PasswordHash.Algorithm, ["administrator"]),
            ],
            Vhosts = [new DefinedVhost("/", plan.IsCluster ? new VhostMetadata("quorum") : null)],
            Permissions =
            [
                .. plan.IsBlank ? [] : (DefinedPermission[])[new DefinedPermission(plan.AccessUser!, "/", ".*", ".*", ".*")],
                new DefinedPermission(BrokerPlan.AgentUser, "/", "^$", "^$", "^$"),
            ],
        },
        DefinitionsJson.Default.DefinitionsFile);

    /// <summary>The customer's user alone, as the management API takes it.</summary>
    public static string AccessUser(BrokerPlan plan) => JsonSerializer.Serialize(User(plan), DefinitionsJson.Default.DefinedUser);

    private static DefinedUser User(BrokerPlan plan) => new(plan.AccessUser!, plan.AccessPasswordHash!, PasswordHash.Algorithm, ["administrator"]);
}

internal sealed record DefinitionsFile
{
    public required IReadOnlyList<DefinedUser> Users { get; init; }

    public required IReadOnlyList<DefinedVhost> Vhosts { get; init; }

    public required IReadOnlyList<DefinedPermission> Permissions { get; init; }
}

internal sealed record DefinedUser(string Name, string PasswordHash, string HashingAlgorithm, IReadOnlyList<string> Tags);

internal sealed record DefinedVhost(string Name, VhostMetadata? Metadata);

/// <param name="DefaultQueueType">What a durable queue becomes that does not say: quorum in clusters, so that it survives the loss of a node.</param>
internal sealed record VhostMetadata(string DefaultQueueType);

internal sealed record DefinedPermission(string User, string Vhost, string Configure, string Write, string Read);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DefinitionsFile))]
[JsonSerializable(typeof(DefinedUser))]
internal sealed partial class DefinitionsJson : JsonSerializerContext;
