using System.Text.Json.Serialization;
using Warren.Contract.Vpc.V1;

namespace Warren.Contract.Neutron;

/// <summary>Answer of GET ports; one port looks as in VPC v1.</summary>
public sealed record PortsResponse
{
    [JsonPropertyName("ports")]
    public required IReadOnlyList<PortBody> Ports { get; init; }

    /// <summary>Where the list goes on; absent at its end.</summary>
    [JsonPropertyName("ports_links")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<NeutronLink>? PortsLinks { get; init; }
}
