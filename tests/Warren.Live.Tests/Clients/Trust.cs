using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;

namespace Warren.Live.Tests.Clients;

/// <summary>Trusts one authority and no other.</summary>
internal static class Trust
{
    /// <summary>The certificate must name the server.</summary>
    public static SslOption In(X509Certificate2 authority, string serverName) => new(serverName, enabled: true)
    {
        CertificateValidationCallback = (_, certificate, _, errors) =>
        {
            using var chain = new X509Chain { ChainPolicy = PolicyOf(authority) };
            using var leaf = X509CertificateLoader.LoadCertificate(certificate!.GetRawCertData());
            return !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && chain.Build(leaf);
        },
    };

    public static X509ChainPolicy PolicyOf(X509Certificate2 authority) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { authority },
        RevocationMode = X509RevocationMode.NoCheck,
    };
}
