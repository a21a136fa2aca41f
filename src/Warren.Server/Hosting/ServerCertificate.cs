using System.Net;
using System.Security.Cryptography.X509Certificates;
using Warren.Engine.Hosting;
using Warren.Engine.Security;

namespace Warren.Server.Hosting;

/// <summary>The API's certificate from the local authority: for localhost, this machine's name, and the addresses of the configured URLs.</summary>
internal static class ServerCertificate
{
    /// <summary>A new one is made when the old one is nearer to its end than this.</summary>
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    public static X509Certificate2 Load(DataFolder data, CertificateAuthority authority, IEnumerable<string> urls, TimeProvider clock)
    {
        var certificateFile = Path.Combine(data.Tls, "server.crt");
        var keyFile = Path.Combine(data.Tls, "server.key");
        var hosts = Hosts(urls);
        if (File.Exists(certificateFile))
        {
            var existing = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
            if (existing.NotAfter.ToUniversalTime() > clock.GetUtcNow().UtcDateTime + RenewBefore && hosts.All(h => existing.MatchesHostname(h)))
            {
                return existing;
            }

            existing.Dispose();
        }

        var addresses = hosts.Select(h => IPAddress.TryParse(h, out var ip) ? ip : null).OfType<IPAddress>().ToList();
        var (certificate, key) = authority.IssueServer("warren", hosts.Where(h => !IPAddress.TryParse(h, out _)), addresses);
        SecretFile.Write(keyFile, key.Reveal());
        File.WriteAllText(certificateFile, certificate);
        return X509Certificate2.CreateFromPem(certificate, key.Reveal());
    }

    private static List<string> Hosts(IEnumerable<string> urls) =>
    [
        .. urls.Select(BindingAddress.Parse).Select(a => a.Host.Trim('[', ']'))
            .Where(h => h is not ("*" or "+" or "0.0.0.0" or "::"))
            .Concat(["localhost", "127.0.0.1", "::1", Environment.MachineName.ToLowerInvariant()])
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];
}
