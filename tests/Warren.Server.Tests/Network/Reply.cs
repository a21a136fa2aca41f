using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Network;

/// <summary>What came back, with members by their path.</summary>
internal sealed record Reply(int Status, JsonNode? Body, string? ContentType)
{
    public static Reply Of(Answer answer) =>
        new(answer.Status, answer.Text.Length == 0 ? null : JsonNode.Parse(answer.Text), answer.Header("Content-Type")?.Split(';')[0]);

    /// <summary>A member by its path, for example "vpc.id" or "subnets.0.cidr".</summary>
    public JsonNode? At(string path) =>
        path.Split('.').Aggregate(Body, (node, part) => node is JsonArray array ? array[int.Parse(part, CultureInfo.InvariantCulture)] : node?[part]);

    public string Text(string path) => At(path)!.GetValue<string>();

    public int Number(string path) => At(path)!.GetValue<int>();

    public JsonArray List(string path) => At(path)!.AsArray();

    /// <summary>The ids in a list.</summary>
    public IReadOnlyList<string> Ids(string path) => [.. List(path).Select(i => i!["id"]!.GetValue<string>())];

    public Reply Expect(int status)
    {
        Assert.True(Status == status, $"expected {status}, got {Status}: {Body?.ToJsonString()}");
        return this;
    }

    /// <summary>Members of an object and their JSON types, sorted, as "name:type name:type".</summary>
    public string Shape(string path) => Shape(At(path)!.AsObject());

    public static string Shape(JsonObject body) => string.Join(' ', body.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{TypeOf(m.Value)}"));

    private static string TypeOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "bool",
        var kind => kind.Value.ToString().ToLowerInvariant(),
    };
}
