using System.Text.Encodings.Web;
using System.Text.Json;

namespace Warren.Kubernetes.Objects;

/// <summary>How JSON is written: as Go writes it, without escaping what needs none.</summary>
internal static class Wire
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
