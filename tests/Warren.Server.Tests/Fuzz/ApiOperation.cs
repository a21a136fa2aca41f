using System.Text.Json;

namespace Warren.Server.Tests.Fuzz;

/// <summary>One operation of the served OpenAPI document.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Query">Names of the query's parameters.</param>
/// <param name="Body">Schema of the body, references resolved one step at a time; null: none.</param>
internal sealed record ApiOperation(string Method, string Path, IReadOnlyList<string> Query, JsonElement? Body)
{
    public static IReadOnlyList<ApiOperation> Read(JsonElement document) =>
    [
        .. document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => new ApiOperation(
            o.Name.ToUpperInvariant(),
            p.Name,
            o.Value.TryGetProperty("parameters", out var all) ? [.. all.EnumerateArray().Where(q => q.GetProperty("in").GetString() == "query").Select(q => q.GetProperty("name").GetString()!)] : [],
            o.Value.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema") : null))),
    ];
}
