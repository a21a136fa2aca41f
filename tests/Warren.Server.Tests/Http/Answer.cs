using System.Text.Json;

namespace Warren.Server.Tests.Http;

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    /// <summary>The body, which has to be JSON.</summary>
    public JsonElement Json { get; } = Text.Length == 0 ? default : Parse(Text);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public override string ToString() => $"{Status} {Text}";

    private static JsonElement Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return default; // /healthz speaks plain text
        }
    }
}
