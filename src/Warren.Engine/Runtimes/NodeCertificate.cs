using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Warren.Engine.Runtimes;

/// <summary>Whether a node's certificate is still good for what it has to name.</summary>
internal static class NodeCertificate
{
    /// <summary>A certificate that has less than this to go is renewed in the next maintenance window, or as soon as its node starts.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>One that has less than this to go is renewed at once.</summary>
    public static readonly TimeSpan RenewAtOnceBefore = TimeSpan.FromDays(7);

    /// <param name="pem">The certificate.</param>
    /// <param name="addresses">What it has to name.</param>
    /// <param name="until">When it must not have ended.</param>
    public static bool IsGood(string pem, IEnumerable<IPAddress> addresses, DateTimeOffset until)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        var named = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateIPAddresses()).ToHashSet();
        return until < new DateTimeOffset(certificate.NotAfter) && addresses.All(named.Contains);
    }
}
