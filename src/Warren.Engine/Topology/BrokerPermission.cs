using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Engine.Broker;

namespace Warren.Engine.Topology;

/// <summary>What a broker user may do in a vhost: three regular expressions over names of exchanges and queues.</summary>
public sealed record BrokerPermission(string Vhost, string Configure, string Write, string Read)
{
    private const string Everything = ".*";

    public static BrokerPermission All(string vhost) => new(vhost, Everything, Everything, Everything);

    /// <summary>One of an answer's list.</summary>
    public static BrokerPermission From(JsonElement permission) => new(
        permission.GetProperty("vhost").GetString()!,
        permission.GetProperty("configure").GetString()!,
        permission.GetProperty("write").GetString()!,
        permission.GetProperty("read").GetString()!);

    /// <summary>The call that gives it.</summary>
    public static ManagementCall Grant(string user, BrokerPermission permission) => new(
        HttpMethod.Put,
        ManagementCall.PathOf("permissions", permission.Vhost, user),
        new JsonObject { ["configure"] = permission.Configure, ["write"] = permission.Write, ["read"] = permission.Read }.ToJsonString());
}
