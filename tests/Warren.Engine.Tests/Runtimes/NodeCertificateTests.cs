using System.Net;
using Microsoft.Extensions.Time.Testing;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;

namespace Warren.Engine.Tests.Runtimes;

/// <summary>When a node's certificate is made anew.</summary>
public sealed class NodeCertificateTests : IDisposable
{
    private static readonly IPAddress Own = IPAddress.Parse("127.40.0.9");
    private static readonly IPAddress Open = IPAddress.Parse("127.255.0.1");

    private readonly string folder = Directory.CreateTempSubdirectory("warren-test-").FullName;
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public void A_certificate_is_good_for_the_addresses_in_it_until_its_end()
    {
        using var authority = CertificateAuthority.OpenOrCreate(folder, clock);
        var pem = authority.IssueServer("instance", [], [Own]).CertificatePem;

        Assert.True(NodeCertificate.IsGood(pem, [Own], clock.GetUtcNow()));
        Assert.False(NodeCertificate.IsGood(pem, [Own, Open], clock.GetUtcNow()));
        var days = 0;
        while (NodeCertificate.IsGood(pem, [Own], clock.GetUtcNow() + TimeSpan.FromDays(days)))
        {
            days++;
        }

        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(pem);
        var whole = (new DateTimeOffset(certificate.NotAfter) - clock.GetUtcNow()).TotalDays;
        Assert.InRange(days, whole - 1, whole + 1);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
