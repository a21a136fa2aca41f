using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V2;

public sealed class CapabilitiesTests(WarrenHost host)
{
    [Fact]
    public async Task What_the_runtime_can_and_cannot_do_is_told()
    {
        var answer = await host.GetAsync($"/v2/{host.Credentials.ProjectId}/capabilities");

        Assert.Equal(200, answer.Status);
        Assert.Equal("""{"runtime":"fake","max_nodes":7,"tls":true,"public_access":true,"security_groups":false,"bandwidth":false}""", answer.Text);
    }
}
