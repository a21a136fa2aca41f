using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Vpc.V3;

/// <summary>How VPC v3 reads and writes: unknown members are ignored, a member given twice is refused (decision 0.11).</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(VpcResponse))]
[JsonSerializable(typeof(VpcsResponse))]
[JsonSerializable(typeof(ExtendCidrRequest))]
[JsonSerializable(typeof(SecurityGroupRequest))]
[JsonSerializable(typeof(SecurityGroupResponse))]
[JsonSerializable(typeof(SecurityGroupsResponse))]
[JsonSerializable(typeof(SecurityGroupRuleRequest))]
[JsonSerializable(typeof(SecurityGroupRuleResponse))]
[JsonSerializable(typeof(SecurityGroupRulesResponse))]
[JsonSerializable(typeof(PublicIpResponse))]
[JsonSerializable(typeof(PublicIpsResponse))]
[JsonSerializable(typeof(VpcErrorResponse))]
public sealed partial class VpcV3Json : JsonSerializerContext
{
    /// <summary>The context to use: writes Chinese and other letters as themselves.</summary>
    public static VpcV3Json Wire => field ??= new(WireEncoding.Of(Default.Options));
}
