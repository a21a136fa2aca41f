using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Neutron;

/// <summary>How the neutron calls read and write: unknown members are ignored, a member given twice is refused (decision 0.11).</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(NeutronVersionsResponse))]
[JsonSerializable(typeof(NeutronResourcesResponse))]
[JsonSerializable(typeof(ExtensionsResponse))]
[JsonSerializable(typeof(ExtensionResponse))]
[JsonSerializable(typeof(NetworkRequest))]
[JsonSerializable(typeof(NetworkResponse))]
[JsonSerializable(typeof(NetworksResponse))]
[JsonSerializable(typeof(SubnetRequest))]
[JsonSerializable(typeof(SubnetResponse))]
[JsonSerializable(typeof(SubnetsResponse))]
[JsonSerializable(typeof(RouterRequest))]
[JsonSerializable(typeof(RouterResponse))]
[JsonSerializable(typeof(RoutersResponse))]
[JsonSerializable(typeof(RouterInterfaceRequest))]
[JsonSerializable(typeof(RouterInterfaceResponse))]
[JsonSerializable(typeof(SecurityGroupRequest))]
[JsonSerializable(typeof(SecurityGroupResponse))]
[JsonSerializable(typeof(SecurityGroupsResponse))]
[JsonSerializable(typeof(SecurityGroupRuleRequest))]
[JsonSerializable(typeof(SecurityGroupRuleResponse))]
[JsonSerializable(typeof(SecurityGroupRulesResponse))]
[JsonSerializable(typeof(PortsResponse))]
[JsonSerializable(typeof(FloatingIpRequest))]
[JsonSerializable(typeof(FloatingIpResponse))]
[JsonSerializable(typeof(FloatingIpsResponse))]
[JsonSerializable(typeof(NeutronErrorResponse))]
public sealed partial class NeutronJson : JsonSerializerContext
{
    /// <summary>The context to use: writes Chinese and other letters as themselves.</summary>
    public static NeutronJson Wire => field ??= new(WireEncoding.Of(Default.Options));
}
