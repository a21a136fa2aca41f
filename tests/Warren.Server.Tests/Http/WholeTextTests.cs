using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Http;

/// <summary>Members that are kept as JSON and read later: half of a character in them is bad input, wherever it stands.</summary>
public sealed class WholeTextTests(WarrenHost host)
{
    [Theory]
    [InlineData("/v3.0/OS-ROLE/roles", """{"role":{"display_name":"half","type":"AX","description":"","policy":{"Version":"1.1\ud800","Statement":[]}}}""")]
    [InlineData("/v3.0/OS-CREDENTIAL/securitytokens", """{"auth":{"identity":{"methods":["token"],"policy":{"Version":"1.1","Statement":[{"Effect":"\ud83dAllow"}]}}}}""")]
    [InlineData("/v2.0/floatingips", """{"floatingip":{"floating_network_id":"x","port_id":"\ud83d"}}""")]
    public async Task Half_of_a_surrogate_pair_is_answered_400(string path, string body)
    {
        var answer = await host.CallAsync("POST", path, body);

        Assert.True(answer.Status == 400, answer.ToString());
        Assert.Contains("half of a surrogate pair", answer.Text, StringComparison.Ordinal);
    }
}
