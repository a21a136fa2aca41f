using System.Text.Json;
using System.Text.Json.Nodes;

namespace Warren.Server.Tests.Goldens;

/// <summary>
/// The reference's examples, as files beside this one: its member names, its JSON types and the values that are not somebody's ids.
/// Where an example is not valid JSON, the test that uses it says what was mended.
/// </summary>
internal static class Golden
{
    public static JsonElement Read(string name)
    {
        using var stream = typeof(Golden).Assembly.GetManifestResourceStream($"{name}.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }

    public static JsonObject ReadObject(string name) => JsonObject.Create(Read(name))!;

    /// <summary>Every member of the example is in the answer, with the same JSON type; lists are compared entry by entry as far as the answer's goes.</summary>
    /// <param name="example">From a file.</param>
    /// <param name="answer">Ours.</param>
    /// <param name="maybeNull">Members that may be null where the example has a value; the test says which decision allows it.</param>
    public static void HasShape(JsonElement example, JsonElement answer, params string[] maybeNull) => HasShape(example, answer, "$", maybeNull);

    /// <summary>What is left of the answer when every member is taken away that the example does not have.</summary>
    public static JsonNode? Reduce(JsonElement answer, JsonElement example) => (answer.ValueKind, example.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => new JsonObject(
            from member in answer.EnumerateObject()
            where example.TryGetProperty(member.Name, out _)
            select KeyValuePair.Create(member.Name, Reduce(member.Value, example.GetProperty(member.Name)))),
        (JsonValueKind.Array, JsonValueKind.Array) => new JsonArray(
            [.. answer.EnumerateArray().Select((entry, index) => index < example.GetArrayLength() ? Reduce(entry, example[index]) : JsonNode.Parse(entry.GetRawText()))]),
        _ => JsonNode.Parse(answer.GetRawText()),
    };

    private static void HasShape(JsonElement example, JsonElement answer, string path, string[] maybeNull)
    {
        if (answer.ValueKind == JsonValueKind.Null && maybeNull.Contains(path[(path.LastIndexOf('.') + 1)..], StringComparer.Ordinal))
        {
            return;
        }

        Assert.True(TypeOf(example) == TypeOf(answer), $"{path} is {TypeOf(answer)} in the answer and {TypeOf(example)} in the example.");
        if (example.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in example.EnumerateObject())
            {
                Assert.True(answer.TryGetProperty(member.Name, out var ours), $"{path}.{member.Name} is missing in the answer.");
                HasShape(member.Value, ours, $"{path}.{member.Name}", maybeNull);
            }
        }
        else if (example.ValueKind == JsonValueKind.Array && example.GetArrayLength() > 0)
        {
            Assert.True(answer.GetArrayLength() > 0, $"{path} is empty in the answer.");
            foreach (var (theirs, ours) in example.EnumerateArray().Zip(answer.EnumerateArray()))
            {
                HasShape(theirs, ours, $"{path}[]", maybeNull);
            }
        }
    }

    private static string TypeOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
