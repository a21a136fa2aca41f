using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Vpc.V1;

/// <summary>How VPC v1 reads and writes: unknown members are ignored, a member given twice is refused (decision 0.11).</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(VpcRequest))]
[JsonSerializable(typeof(VpcResponse))]
[JsonSerializable(typeof(VpcsResponse))]
[JsonSerializable(typeof(SubnetRequest))]
[JsonSerializable(typeof(SubnetResponse))]
[JsonSerializable(typeof(SubnetsResponse))]
[JsonSerializable(typeof(SecurityGroupRequest))]
[JsonSerializable(typeof(SecurityGroupResponse))]
[JsonSerializable(typeof(SecurityGroupsResponse))]
[JsonSerializable(typeof(SecurityGroupRuleRequest))]
[JsonSerializable(typeof(SecurityGroupRuleResponse))]
[JsonSerializable(typeof(SecurityGroupRulesResponse))]
[JsonSerializable(typeof(PortRequest))]
[JsonSerializable(typeof(PortResponse))]
[JsonSerializable(typeof(PortsResponse))]
[JsonSerializable(typeof(CreatePublicIpRequest))]
[JsonSerializable(typeof(UpdatePublicIpRequest))]
[JsonSerializable(typeof(PublicIpResponse))]
[JsonSerializable(typeof(PublicIpsResponse))]
[JsonSerializable(typeof(BandwidthResponse))]
[JsonSerializable(typeof(BandwidthsResponse))]
[JsonSerializable(typeof(TagActionRequest))]
[JsonSerializable(typeof(TagsResponse))]
[JsonSerializable(typeof(VpcErrorResponse))]
public sealed partial class VpcV1Json : JsonSerializerContext
{
    /// <summary>The context to use: writes Chinese and other letters as themselves.</summary>
    public static VpcV1Json Wire => field ??= new(WireEncoding.Of(Default.Options));
}
