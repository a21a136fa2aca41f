using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V1;

/// <summary>Answer of GET /v1.0/instances/maintain-windows, table 6-12.</summary>
public sealed record MaintainWindowsResponse
{
    [JsonPropertyName("maintain_windows")]
    public required IReadOnlyList<MaintainWindow> MaintainWindows { get; init; }
}

/// <summary>One window of four hours, table 6-13.</summary>
public sealed record MaintainWindow
{
    [JsonPropertyName("seq")]
    public required int Seq { get; init; }

    /// <summary>First hour, two digits.</summary>
    [JsonPropertyName("begin")]
    public required string Begin { get; init; }

    /// <summary>Last hour, two digits.</summary>
    [JsonPropertyName("end")]
    public required string End { get; init; }

    [JsonPropertyName("default")]
    public required bool Default { get; init; }
}
