using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Hosting;

/// <summary>The ring that signs tokens and encrypts secrets: where it lies, what it is encrypted with, and how it is renewed.</summary>
public sealed class KeyRingTests
{
    [Fact]
    public async Task A_new_key_logs_nobody_out()
    {
        await using var host = await WarrenHost.StartAsync(_ => { });
        var now = TimeProvider.System.GetUtcNow();

        host.Services.GetRequiredService<IKeyManager>().CreateNewKey(now, now + TimeSpan.FromDays(90));

        Assert.Equal(200, (await host.GetAsync(host.Instances)).Status);
        Assert.Equal(200, (await host.SignedAsync("GET", host.Instances, host.Credentials.AccessKey, host.Credentials.SecretKey)).Status);
        var next = await host.SignInAsync(SignInBody.ForProject(host.Credentials));
        Assert.NotEqual(KeyId(host.Token), KeyId(next));
        Assert.Equal(200, (await host.SendAsync("GET", host.Instances, null, ("X-Auth-Token", next))).Status);
    }

    [Fact]
    public async Task Files_of_the_ring_are_their_owner_s_alone()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Keys:Store", "Folder"));

        Assert.All(Directory.GetFiles(host.Data.Keys), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.NotEmpty(Directory.GetFiles(host.Data.Keys));
    }

    [Fact]
    public async Task In_the_database_it_is_encrypted_with_the_master_key()
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Keys:Store", "Database"), ("Keys:MasterKey", key));

        await using var store = host.OpenStore();
        var row = Assert.Single(await store.DataProtectionKeys.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Contains("masterKey", row.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", row.Xml, StringComparison.Ordinal); // the secret itself, as Data Protection writes it in clear
        Assert.False(Directory.Exists(host.Data.Keys));
    }

    [Theory]
    [InlineData("Keys:Store", "Database", "MasterKey")]
    [InlineData("Keys:MasterKey", "c2hvcnQ=", "32 bytes")]
    public async Task A_setting_that_cannot_work_stops_the_start_and_is_named(string name, string value, string names)
    {
        var host = new WarrenHost(_ => { }, ("Store:Provider", "Sqlite"), (name, value));
        try
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => host.InitializeAsync().AsTask());
            Assert.Contains(names, refused.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static string KeyId(string token) => token[..22]; // after the format's magic number stands the key's id
}
