using Warren.Engine.Errors;
using Warren.Engine.Network;

namespace Warren.Server.Http;

/// <summary>
/// Codes of the services around an instance. Sources: the error tables of the VPC, elastic IP and enterprise project references, and neutron's exception
/// names. What a table does not have takes the general code of its part; clients look at the status.
/// </summary>
internal static class NetworkErrors
{
    public static int Status(NetworkFault fault) => fault switch
    {
        NetworkFault.NotFound => StatusCodes.Status404NotFound,
        NetworkFault.InUse or NetworkFault.Exists or NetworkFault.NoAddress or NetworkFault.AlreadyBound or NetworkFault.PortHasAddress => StatusCodes.Status409Conflict,
        NetworkFault.Forbidden => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status400BadRequest,
    };

    public static string VpcCode(NetworkException refusal) => (refusal.Kind, refusal.Fault) switch
    {
        (_, NetworkFault.EnterpriseProjectUnknown) => "VPC.0011",
        (_, NetworkFault.EnterpriseProjectDisabled) => "VPC.0014",
        (_, NetworkFault.Forbidden) => "VPC.2701",
        (NetworkKind.Vpc, NetworkFault.NotFound) => "VPC.0003",
        (NetworkKind.Vpc, NetworkFault.InUse) => "VPC.0104",
        (NetworkKind.Vpc, _) => "VPC.0101",
        (_, NetworkFault.OutsideVpc) => "VPC.0203",
        (_, NetworkFault.Overlap) => "VPC.0204",
        (NetworkKind.Subnet or NetworkKind.Network, NetworkFault.NotFound) => "VPC.0202",
        (NetworkKind.Subnet or NetworkKind.Network, NetworkFault.InUse) => "VPC.0209",
        (NetworkKind.Subnet or NetworkKind.Network, _) => "VPC.0201",
        (NetworkKind.SecurityGroup or NetworkKind.SecurityGroupRule, NetworkFault.NotFound) => "VPC.0603",
        (NetworkKind.SecurityGroup or NetworkKind.SecurityGroupRule, _) => "VPC.0601",
        (NetworkKind.Port, NetworkFault.InUse or NetworkFault.Exists) => "VPC.0707",
        (NetworkKind.Port, _) => "VPC.2500",
        (NetworkKind.PublicIp, NetworkFault.NoAddress) => "VPC.0503",
        (NetworkKind.PublicIp, NetworkFault.NotFound) => "VPC.0504",
        (NetworkKind.PublicIp, NetworkFault.AlreadyBound) => "VPC.0510",
        (NetworkKind.PublicIp, NetworkFault.PortHasAddress) => "VPC.0511",
        (NetworkKind.PublicIp, NetworkFault.InUse) => "VPC.0517",
        (NetworkKind.PublicIp, _) => "VPC.0501",
        (NetworkKind.Bandwidth, _) => "VPC.0301",
        (NetworkKind.Tag, _) => "VPC.1801",
        _ => "VPC.0101",
    };

    /// <summary>The VPC code of an error that any call can have.</summary>
    public static string VpcCode(ErrorCode code) => code == DmsErrors.ProjectMismatch
        ? "VPC.0007"
        : code.Status switch
        {
            StatusCodes.Status401Unauthorized => "VPC.0008",
            StatusCodes.Status403Forbidden => "VPC.2201",

            // The gateway's: no such API, too large, too many, backend away.
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => "APIGW.0101",
            StatusCodes.Status413PayloadTooLarge => "APIGW.0201",
            StatusCodes.Status429TooManyRequests => "APIGW.0308",
            >= StatusCodes.Status500InternalServerError => "VPC.0105",
            _ => "VPC.0101",
        };

    public static string NeutronType(NetworkException refusal) => (refusal.Fault, refusal.Kind) switch
    {
        (NetworkFault.NotFound or NetworkFault.InUse, var kind) => Named(kind) + refusal.Fault,
        (NetworkFault.Exists, NetworkKind.SecurityGroupRule) => "SecurityGroupRuleExists",
        (NetworkFault.Exists, NetworkKind.Port or NetworkKind.PublicIp) => "IpAddressInUse",
        (NetworkFault.Exists, _) => "Conflict",
        (NetworkFault.NoAddress, _) => "IpAddressGenerationFailure",
        (NetworkFault.AlreadyBound or NetworkFault.PortHasAddress, _) => "FloatingIPPortAlreadyAssociated",
        (NetworkFault.Forbidden, _) => "PolicyNotAuthorized",
        _ => "InvalidInput",
    };

    /// <summary>The neutron type of an error that any call can have.</summary>
    public static string NeutronType(ErrorCode code) => code.Status switch
    {
        StatusCodes.Status401Unauthorized => "HTTPUnauthorized",
        StatusCodes.Status403Forbidden => "PolicyNotAuthorized",
        StatusCodes.Status404NotFound => "HTTPNotFound",
        StatusCodes.Status405MethodNotAllowed => "HTTPMethodNotAllowed",
        >= StatusCodes.Status500InternalServerError => "HTTPInternalServerError",
        _ => "HTTPBadRequest",
    };

    public static string EpsCode(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "EPS.0003",
        StatusCodes.Status403Forbidden => "EPS.0004",
        StatusCodes.Status404NotFound => "EPS.0005",
        StatusCodes.Status429TooManyRequests => "EPS.0006",
        >= StatusCodes.Status500InternalServerError => "EPS.0001",
        _ => "EPS.0002",
    };

    private static string Named(NetworkKind kind) => kind switch
    {
        NetworkKind.Vpc => "Router",
        NetworkKind.PublicIp => "FloatingIP",
        _ => kind.ToString(),
    };
}
