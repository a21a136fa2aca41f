using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Cts;

/// <summary>How the trace service's calls are read and written.</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TracesResponse))]
[JsonSerializable(typeof(Trace))]
public sealed partial class CtsJson : JsonSerializerContext
{
    /// <summary>The context to use: writes Chinese and other letters as themselves.</summary>
    public static CtsJson Wire => field ??= new(WireEncoding.Of(Default.Options));
}
