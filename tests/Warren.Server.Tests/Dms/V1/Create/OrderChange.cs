using System.Text.Json.Nodes;

namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>
/// A change to a good order, written as a JSON object so that a row can be read: its members replace the order's.
/// The string "(absent)" takes a member away.
/// </summary>
internal static class OrderChange
{
    public const string Absent = "(absent)";

    public static JsonObject Apply(JsonObject order, string change)
    {
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            order.Remove(name);
            if (value?.ToJsonString() != $"\"{Absent}\"")
            {
                order[name] = value?.DeepClone();
            }
        }

        return order;
    }

    /// <summary>A change of one member to this text.</summary>
    public static string Text(string member, string value) => new JsonObject { [member] = value }.ToJsonString();

    /// <summary>A change of one member to this JSON.</summary>
    public static string Json(string member, string json) => $$"""{"{{member}}":{{json}}}""";
}
