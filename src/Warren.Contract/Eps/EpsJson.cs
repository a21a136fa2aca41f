using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Eps;

/// <summary>How the enterprise project calls read and write: unknown members are ignored, a member given twice is refused (decision 0.11).</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(EnterpriseProjectRequest))]
[JsonSerializable(typeof(EnterpriseProjectResponse))]
[JsonSerializable(typeof(EnterpriseProjectsResponse))]
[JsonSerializable(typeof(EnterpriseProjectActionRequest))]
[JsonSerializable(typeof(MigrateResourceRequest))]
[JsonSerializable(typeof(FilterResourcesRequest))]
[JsonSerializable(typeof(ResourcesResponse))]
[JsonSerializable(typeof(EpsVersionsResponse))]
[JsonSerializable(typeof(EpsErrorResponse))]
public sealed partial class EpsJson : JsonSerializerContext
{
    /// <summary>The context to use: writes Chinese and other letters as themselves.</summary>
    public static EpsJson Wire => field ??= new(WireEncoding.Of(Default.Options));
}
