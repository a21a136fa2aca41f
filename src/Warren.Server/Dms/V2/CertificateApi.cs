using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Engine.Instances;
using Warren.Engine.Security;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>What a client has to trust to reach an instance over TLS. Warren's own path: the cloud hands it out in its console.</summary>
internal static class CertificateApi
{
    public static void MapCertificate(this IEndpointRouteBuilder app) =>
        app.MapGet("/v2/{project_id}/instances/{instance_id}/ca-certificate", ShowAsync).Requires("dms:instance:get");

    private static async Task<ContentHttpResult> ShowAsync(string instance_id, HttpContext http, InstanceFinder finder, CertificateAuthority authority, CancellationToken ct)
    {
        await finder.FindAsync(http.Caller(), instance_id, ct);
        http.Response.Headers.ContentDisposition = "attachment; filename=ca.crt";
        return TypedResults.Text(authority.Certificate.ExportCertificatePem() + "\n", "application/x-pem-file");
    }
}
