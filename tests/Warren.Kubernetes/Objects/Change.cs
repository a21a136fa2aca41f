using System.Text.Json.Nodes;

namespace Warren.Kubernetes.Objects;

/// <summary>One write: what was there before and what is there now.</summary>
/// <param name="Version">Resource version that it made.</param>
/// <param name="Key">What was written.</param>
/// <param name="Before">Null where it was created.</param>
/// <param name="After">Null where it was removed.</param>
public sealed record Change(long Version, ObjectKey Key, JsonObject? Before, JsonObject? After);
