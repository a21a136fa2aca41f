using System.Diagnostics.CodeAnalysis;

namespace Warren.Server.Http;

/// <summary>Shapes of errors (as real clients need it).</summary>
internal enum ErrorFamily
{
    Dms = 0,
    Keystone = 1,
    VpcV1 = 2,
    VpcV3 = 3,
    Neutron = 4,
    Eps = 5,
    Iam = 6,
}

/// <summary>Which service a path belongs to. Unknown paths have an error too, so this looks at the path and not at the route.</summary>
internal static class ErrorFamilies
{
    private const int ProjectIdLength = 32;

    [SuppressMessage("Globalization", "CA1308", Justification = "Routing takes paths in any case; the patterns here are in lower case.")]
    public static ErrorFamily Of(HttpContext http)
    {
        var segments = (http.Request.Path.Value ?? "").ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments switch
        {
            // /v3/{project_id}/vpc/… and /v3/{project_id}/eip/…; all else under /v3 is identity.
            ["v3", _, "vpc" or "eip", ..] => ErrorFamily.VpcV3,
            ["v3", _, "traces", ..] => ErrorFamily.Dms,
            ["v3", ..] => ErrorFamily.Keystone,
            ["v3.0", ..] => ErrorFamily.Iam,
            ["v1", ..] => ErrorFamily.VpcV1,

            // /v2.0/{project_id}/vpcs/{id}/tags; all else under /v2.0 is neutron.
            ["v2.0", { Length: ProjectIdLength }, ..] => ErrorFamily.VpcV1,
            ["v2.0", ..] => ErrorFamily.Neutron,
            ["v1.0", "enterprise-projects", ..] => ErrorFamily.Eps,

            // Compute, whose refusals look like the ones of identity.
            ["v2.1", ..] => ErrorFamily.Keystone,
            [{ Length: ProjectIdLength }, "vpcs", ..] => ErrorFamily.VpcV1,
            ["v1.0" or "v2", ..] => ErrorFamily.Dms,
            _ => http.ServicePrefix() switch
            {
                "/iam" => ErrorFamily.Keystone,
                "/vpc" => ErrorFamily.VpcV1,
                "/eps" => ErrorFamily.Eps,
                _ => ErrorFamily.Dms,
            },
        };
    }
}
