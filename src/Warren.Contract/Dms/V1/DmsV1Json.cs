using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V1;

/// <summary>How /v1.0 reads and writes: unknown members are ignored, a member given twice is refused (decision 0.11).</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CreateInstanceRequest))]
[JsonSerializable(typeof(CreateInstanceResponse))]
[JsonSerializable(typeof(UpdateInstanceRequest))]
[JsonSerializable(typeof(InstanceActionRequest))]
[JsonSerializable(typeof(InstanceActionResponse))]
[JsonSerializable(typeof(ExtendInstanceRequest))]
[JsonSerializable(typeof(ExtendInstanceResponse))]
[JsonSerializable(typeof(QuotasResponse))]
[JsonSerializable(typeof(TagsResponse))]
[JsonSerializable(typeof(TagsActionRequest))]
[JsonSerializable(typeof(ProjectTagsResponse))]
[JsonSerializable(typeof(InstanceResponse))]
[JsonSerializable(typeof(ListInstancesResponse))]
[JsonSerializable(typeof(AvailableZonesResponse))]
[JsonSerializable(typeof(ProductsResponse))]
[JsonSerializable(typeof(MaintainWindowsResponse))]
[JsonSerializable(typeof(ErrorResponse))]
public sealed partial class DmsV1Json : JsonSerializerContext
{
    /// <summary>The context to use: writes Chinese and other letters as themselves.</summary>
    public static DmsV1Json Wire => field ??= new(WireEncoding.Of(Default.Options));
}
