using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Warren.Engine.Security;

/// <summary>
/// The installation's own certificate authority: made on first start, kept in the data folder's tls/ (key: mode 0600).
/// It signs the API's certificate and those of brokers that speak TLS; customers add ca.crt to what they trust.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    /// <summary>Browsers and libraries refuse server certificates that live longer.</summary>
    private static readonly TimeSpan LeafLifetime = TimeSpan.FromDays(397);

    private readonly string folder;
    private readonly TimeProvider clock;

    private X509Certificate2 authority;

    private CertificateAuthority(string folder, TimeProvider clock)
    {
        this.folder = folder;
        authority = Read(folder);
        this.clock = clock;
    }

    /// <summary>The public certificate, to be trusted.</summary>
    public X509Certificate2 Certificate => authority;

    /// <summary>The authority in a folder, made there if it is not.</summary>
    public static CertificateAuthority OpenOrCreate(string folder, TimeProvider clock)
    {
        var certificateFile = Path.Combine(folder, "ca.crt");
        var keyFile = Path.Combine(folder, "ca.key");
        if (!File.Exists(certificateFile))
        {
            Directory.CreateDirectory(folder);
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN=Warren local CA {RandomText.Id()[..8]}", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
            var now = clock.GetUtcNow();
            using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
            SecretFile.Write(keyFile, key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(certificateFile, made.ExportCertificatePem()); // last: its presence says that the pair is complete
        }

        return new CertificateAuthority(folder, clock);
    }

    /// <summary>The pair as two PEM texts, for copies of Warren that have to be the same authority.</summary>
    public (string CertificatePem, Secret KeyPem) Export() => (authority.ExportCertificatePem(), new Secret(File.ReadAllText(Path.Combine(folder, "ca.key"))));

    /// <summary>Becomes another authority, in the folder too. What the one before has signed is trusted no more by who trusts the new one.</summary>
    public void Become(string certificatePem, Secret keyPem)
    {
        SecretFile.Write(Path.Combine(folder, "ca.key"), keyPem.Reveal());
        File.WriteAllText(Path.Combine(folder, "ca.crt"), certificatePem);
        File.Delete(Path.Combine(folder, "server.crt")); // the API's own, which the old one has signed; a new one is made at once
        authority = Read(folder);
    }

    private static X509Certificate2 Read(string folder) => X509Certificate2.CreateFromPemFile(Path.Combine(folder, "ca.crt"), Path.Combine(folder, "ca.key"));

    /// <summary>A server certificate for these names and addresses, as two PEM texts.</summary>
    public (string CertificatePem, Secret KeyPem) IssueServer(string commonName, IEnumerable<string> dnsNames, IEnumerable<IPAddress> addresses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in dnsNames)
        {
            names.AddDnsName(name);
        }

        foreach (var address in addresses)
        {
            names.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // server authentication
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var now = clock.GetUtcNow();
        using var certificate = request.Create(authority, now.AddDays(-1), now + LeafLifetime, RandomNumberGenerator.GetBytes(16));
        return (certificate.ExportCertificatePem(), new Secret(key.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose() => authority.Dispose();
}
