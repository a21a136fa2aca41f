using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Warren.WebConsole.Hosting;

namespace Warren.WebConsole.Session;

/// <summary>The certificate to trust, fetched from the API with the session's token, as a file for the browser.</summary>
internal static class CertificateApi
{
    public static void MapCertificate(this IEndpointRouteBuilder console) =>
        console.MapGet("/instances/{instance}/ca.crt", DownloadAsync).RequireAuthorization().ExcludeFromDescription().Add(ConsoleRoute.Mark);

    private static Task<Results<FileContentHttpResult, ContentHttpResult>> DownloadAsync(string instance, HttpContext http, SignedInUser user, Api api, CancellationToken ct) =>
        DownloadedFile.OfAsync(http, user, () => api.Instances.CertificateAsync(instance, ct), "application/x-pem-file", "ca.crt");
}
