using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Warren.Engine.Runtimes.Local;

/// <summary>Whether a node's certificate is still good for what it has to name.</summary>
internal static class NodeCertificate
{
    /// <summary>A certificate is renewed when it has this long to go, at the latest.</summary>
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <param name="pem">The certificate.</param>
    /// <param name="addresses">What it has to name.</param>
    /// <param name="now">The time.</param>
    public static bool IsGood(string pem, IEnumerable<IPAddress> addresses, DateTimeOffset now)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        var named = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateIPAddresses()).ToHashSet();
        return now + RenewBefore < new DateTimeOffset(certificate.NotAfter) && addresses.All(named.Contains);
    }
}
