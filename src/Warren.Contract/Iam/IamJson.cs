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
[JsonSerializable(typeof(UserRequest))]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(UsersResponse))]
[JsonSerializable(typeof(GroupRequest))]
[JsonSerializable(typeof(GroupResponse))]
[JsonSerializable(typeof(GroupsResponse))]
[JsonSerializable(typeof(RoleRequest))]
[JsonSerializable(typeof(RoleResponse))]
[JsonSerializable(typeof(RolesResponse))]
[JsonSerializable(typeof(RoleAssignmentsResponse))]
[JsonSerializable(typeof(GrantedEnterpriseProjectsResponse))]
[JsonSerializable(typeof(CredentialRequest))]
[JsonSerializable(typeof(CredentialResponse))]
[JsonSerializable(typeof(CredentialsResponse))]
[JsonSerializable(typeof(SecurityTokenRequest))]
[JsonSerializable(typeof(SecurityTokenResponse))]
[JsonSerializable(typeof(LocksResponse))]
[JsonSerializable(typeof(ServicesResponse))]
[JsonSerializable(typeof(EndpointsResponse))]
[JsonSerializable(typeof(RegionsResponse))]
[JsonSerializable(typeof(ProjectRequest))]
[JsonSerializable(typeof(KeystoneErrorResponse))]
public sealed partial class IamJson : JsonSerializerContext
{
    /// <summary>The context to use: writes Chinese and other letters as themselves.</summary>
    public static IamJson Wire => field ??= new(WireEncoding.Of(Default.Options));
}
