using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Warren.Contract.Dms.V1;

namespace Warren.Contract.Dms.V2;

/// <summary>An instance as /v2 shows it: as /v1.0 does, with the statuses and the window in the spelling of /v2, and what newer clients read.</summary>
public sealed record InstanceV2Response : InstanceResponse
{
    [JsonConstructor]
    public InstanceV2Response()
    {
    }

    /// <summary>All that v1.0 shows; what is only here is to be set.</summary>
    [SetsRequiredMembers]
    public InstanceV2Response(InstanceResponse shown)
        : base(shown)
    {
    }

    /// <summary>Always false: Warren has no names for instances.</summary>
    [JsonPropertyName("dns_enable")]
    public bool DnsEnable { get; init; }

    /// <summary>Always empty, like every domain name below.</summary>
    [JsonPropertyName("connect_domain_name")]
    public string ConnectDomainName { get; init; } = "";

    /// <summary>The public address with the AMQP port; empty without public access.</summary>
    [JsonPropertyName("public_connect_address")]
    public string PublicConnectAddress { get; init; } = "";

    [JsonPropertyName("public_connect_domain_name")]
    public string PublicConnectDomainName { get; init; } = "";

    [JsonPropertyName("management_connect_domain_name")]
    public string ManagementConnectDomainName { get; init; } = "";

    /// <summary>Always empty: the management API stays on the private address.</summary>
    [JsonPropertyName("public_management_connect_address")]
    public string PublicManagementConnectAddress { get; init; } = "";

    [JsonPropertyName("public_management_connect_domain_name")]
    public string PublicManagementConnectDomainName { get; init; } = "";
}

/// <summary>Answer of GET /v2/{project_id}/instances.</summary>
public sealed record ListInstancesV2Response
{
    /// <summary>A page, oldest first.</summary>
    [JsonPropertyName("instances")]
    public required IReadOnlyList<InstanceV2Response> Instances { get; init; }

    /// <summary>How many match the filter, on all pages.</summary>
    [JsonPropertyName("instance_num")]
    public required int InstanceNum { get; init; }
}
