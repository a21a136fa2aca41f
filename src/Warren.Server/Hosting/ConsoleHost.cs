using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Warren.Engine.Security;
using Warren.Server.Http;
using Warren.WebConsole.Hosting;
using Warren.WebConsole.Session;

namespace Warren.Server.Hosting;

/// <summary>Puts the web console into this program: where it finds the API, whose certificate it trusts, and that its word about the caller's address is believed.</summary>
internal static class ConsoleHost
{
    private const string KeyHeader = "X-Warren-Console-Key";

    /// <summary>Proves that a call comes from this process: known nowhere else, and another one at every start.</summary>
    private static readonly string Key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public static void AddConsole(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false"; // files are as the build listed them; no others are looked for
        builder.Services.AddWarrenConsole();
        builder.Services.AddHttpClient(ConsoleSetup.ApiClient)
            .ConfigureHttpClient((services, http) =>
            {
                http.BaseAddress = new Uri(services.GetRequiredService<PublicAddress>().ListeningOn()[0] + "/");
                http.DefaultRequestHeaders.Add(KeyHeader, Key);
            })
            .ConfigurePrimaryHttpMessageHandler(services => new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                SslOptions = new SslClientAuthenticationOptions
                {
                    RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, services.GetRequiredService<CertificateAuthority>()),
                },
            })
            .RemoveAllLoggers();
    }

    public static void UseConsole(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            BelieveConsole(http);
            return next(http);
        });
        app.UseWarrenConsole(Path.Combine(AppContext.BaseDirectory, "Warren.Server.staticwebassets.endpoints.json"));
    }

    /// <summary>A certificate that the machine trusts, or one of the local authority; the name must be right in both cases.</summary>
    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, CertificateAuthority authority)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null)
        {
            return errors == SslPolicyErrors.None;
        }

        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        using var chain = new X509Chain
        {
            ChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority.Certificate }, RevocationMode = X509RevocationMode.NoCheck },
        };
        return chain.Build(leaf);
    }

    private static void BelieveConsole(HttpContext http)
    {
        var headers = http.Request.Headers;
        if (headers[KeyHeader].ToString() is { Length: > 0 } given
            && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(given), System.Text.Encoding.UTF8.GetBytes(Key))
            && IPAddress.TryParse(headers[CallerAddress.Header], out var address))
        {
            http.Connection.RemoteIpAddress = address;
        }
    }
}
