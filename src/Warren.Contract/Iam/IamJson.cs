using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Iam;

/// <summary>How the identity calls read and write.</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(CatalogResponse))]
[JsonSerializable(typeof(ProjectsResponse))]
[JsonSerializable(typeof(ProjectResponse))]
[JsonSerializable(typeof(DomainsResponse))]
[JsonSerializable(typeof(VersionsResponse))]
[JsonSerializable(typeof(VersionResponse))]
[JsonSerializable(typeof(KeystoneErrorResponse))]
public sealed partial class IamJson : JsonSerializerContext
{
    /// <summary>The context to use: writes Chinese and other letters as themselves.</summary>
    public static IamJson Wire => field ??= new(WireEncoding.Of(Default.Options));
}
