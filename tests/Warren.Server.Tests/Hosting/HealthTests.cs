using Microsoft.EntityFrameworkCore;
using Warren.Server.Hosting;

namespace Warren.Server.Tests.Hosting;

public sealed class HealthTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Fact]
    public async Task It_lives_and_is_ready_until_its_store_is_gone()
    {
        Assert.Equal((200, "ok\n"), await AskAsync("/healthz"));
        Assert.Equal((200, "ready\n"), await AskAsync("/readyz"));

        await using (var store = host.OpenStore())
        {
            await store.Database.ExecuteSqlRawAsync("DELETE FROM \"Installations\"");
        }

        Assert.Equal((200, "ok\n"), await AskAsync("/healthz"));
        Assert.Equal((503, "the store does not answer\n"), await AskAsync("/readyz"));
    }

    [Fact]
    public void What_the_first_start_made_lies_in_a_file_that_only_its_owner_reads()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(host.Data.Credentials));
        Assert.Equal(host.Credentials, CredentialsFile.Read(host.Data));
        Assert.DoesNotContain(host.Credentials.Password, host.Credentials.ToString(), StringComparison.Ordinal);
    }

    private async Task<(int, string)> AskAsync(string path)
    {
        var answer = await host.SendAsync("GET", path);
        return (answer.Status, answer.Text);
    }
}
