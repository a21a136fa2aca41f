using System.Text.Json;

namespace Warren.Engine.Topology;

/// <summary>Reads members that the management API leaves out at times, as those that it gathers some seconds after a thing was made.</summary>
internal static class ManagementJson
{
    /// <summary>A text; empty: it is not there.</summary>
    public static string Text(this JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A whole number; 0: it is not there.</summary>
    public static long Number(this JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;
}
