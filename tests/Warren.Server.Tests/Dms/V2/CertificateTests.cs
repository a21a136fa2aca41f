using System.Security.Cryptography.X509Certificates;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V2;

public sealed class CertificateTests(WarrenHost host)
{
    [Fact]
    public async Task The_authority_to_trust_is_downloaded_with_the_instance_s_own_permission()
    {
        var id = await host.CreateAsync(host.Order());
        var path = $"/v2/{host.Credentials.ProjectId}/instances/{id}/ca-certificate";

        var answer = await host.GetAsync(path);

        Assert.Equal((200, "attachment; filename=ca.crt"), (answer.Status, answer.Headers["Content-Disposition"]));
        using var downloaded = X509Certificate2.CreateFromPem(answer.Text);
        using var own = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(host.Data.Tls, "ca.crt"));
        Assert.Equal(own.Thumbprint, downloaded.Thumbprint);
        Refusal.Is(await host.GetAsync(path.Replace(id, "8959ab1c-7a1a-4eb1-a05a-93dfc361b32d", StringComparison.Ordinal)), 404, "DMS.00404022");
    }
}
