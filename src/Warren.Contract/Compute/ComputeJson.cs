using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Compute;

/// <summary>How the compute calls write: unknown members are ignored, a member given twice is refused (decision 0.11).</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AvailabilityZonesResponse))]
public sealed partial class ComputeJson : JsonSerializerContext
{
    /// <summary>The context to use: writes Chinese and other letters as themselves.</summary>
    public static ComputeJson Wire => field ??= new(WireEncoding.Of(Default.Options));
}
