using System.Buffers.Text;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Http;

/// <summary>Where a list that is read in pages goes on.</summary>
/// <param name="Version">The list as it was then; -1 for as it is now.</param>
/// <param name="Namespace">Of the last object that was given out.</param>
/// <param name="Name">Of the last object that was given out.</param>
internal sealed record ContinueToken(long Version, string Namespace, string Name)
{
    public static ContinueToken Parse(string text)
    {
        try
        {
            var json = JsonNode.Parse(Base64Url.DecodeFromChars(text));
            var parts = json.Text("start")!.Split('/', 2);
            return new(json.Number("rv") ?? -1, parts[0], parts[1]);
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or NullReferenceException or IndexOutOfRangeException)
        {
            throw ApiException.BadRequest($"continue key is not valid: {e.Message}");
        }
    }

    public override string ToString() =>
        Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = Version, ["start"] = $"{Namespace}/{Name}" }.ToJsonString()));
}
