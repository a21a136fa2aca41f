using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V2;

/// <summary>How /v2 reads and writes, where it differs from /v1.0.</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TasksResponse))]
[JsonSerializable(typeof(ResetPasswordRequest))]
[JsonSerializable(typeof(CapabilitiesResponse))]
[JsonSerializable(typeof(ScheduledTasksResponse))]
[JsonSerializable(typeof(CesHierarchyResponse))]
[JsonSerializable(typeof(OrphansResponse))]
[JsonSerializable(typeof(AdoptOrphanRequest))]
[JsonSerializable(typeof(AdoptOrphanResponse))]
[JsonSerializable(typeof(CreateInstanceV2Request))]
[JsonSerializable(typeof(UpdateInstanceV2Request))]
[JsonSerializable(typeof(InstanceV2Response))]
[JsonSerializable(typeof(ListInstancesV2Response))]
[JsonSerializable(typeof(EngineProductsResponse))]
[JsonSerializable(typeof(ProductCoresResponse))]
[JsonSerializable(typeof(ConfigFeaturesResponse))]
[JsonSerializable(typeof(PageResponse<VhostBody>))]
[JsonSerializable(typeof(PageResponse<ExchangeBody>))]
[JsonSerializable(typeof(PageResponse<QueueBody>))]
[JsonSerializable(typeof(PageResponse<BindingBody>))]
[JsonSerializable(typeof(DeleteNamesRequest))]
[JsonSerializable(typeof(CreateVhostRequest))]
[JsonSerializable(typeof(CreateExchangeRequest))]
[JsonSerializable(typeof(CreateQueueRequest))]
[JsonSerializable(typeof(QueueDetailsResponse))]
[JsonSerializable(typeof(CreateBindingRequest))]
[JsonSerializable(typeof(NewBindingBody))]
[JsonSerializable(typeof(BrokerUserRequest))]
[JsonSerializable(typeof(BrokerUserBody))]
[JsonSerializable(typeof(BrokerUsersResponse))]
[JsonSerializable(typeof(PluginsResponse))]
[JsonSerializable(typeof(UpdatePluginsRequest))]
[JsonSerializable(typeof(JobResponse))]
[JsonSerializable(typeof(InstanceActionV2Request))]
[JsonSerializable(typeof(RecycleResponse))]
[JsonSerializable(typeof(RecyclePolicyRequest))]
[JsonSerializable(typeof(RestoreRequest))]
[JsonSerializable(typeof(RestoreResponse))]
[JsonSerializable(typeof(VolumeExpansionBody))]
[JsonSerializable(typeof(VolumeExpansionRequest))]
[JsonSerializable(typeof(DefinitionsBody))]
public sealed partial class DmsV2Json : JsonSerializerContext
{
    /// <summary>The context to use: writes Chinese and other letters as themselves.</summary>
    public static DmsV2Json Wire => field ??= new(WireEncoding.Of(Default.Options));
}
