using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Ces;

/// <summary>How the monitoring service's calls are read and written.</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(MetricDataResponse))]
[JsonSerializable(typeof(BatchMetricDataRequest))]
[JsonSerializable(typeof(BatchMetricDataResponse))]
[JsonSerializable(typeof(MetricsResponse))]
public sealed partial class CesJson : JsonSerializerContext
{
    /// <summary>The context to use: writes Chinese and other letters as themselves.</summary>
    public static CesJson Wire => field ??= new(WireEncoding.Of(Default.Options));
}
