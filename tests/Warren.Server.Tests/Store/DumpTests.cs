using Warren.Postgres;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Store;

/// <summary>A store in PostgreSQL is backed up and restored by PostgreSQL's own tools.</summary>
public sealed class DumpTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_pg_dump_wrote_pg_restore_brings_back_tokens_and_keys_included()
    {
        var server = await SharedPostgres.ServerAsync(Ct);
        var settings = await TestStores.PostgresAsync();
        await using var host = await WarrenHost.StartAsync(_ => { }, [.. settings.Select(s => (s.Key, s.Value!))]);
        var kept = await host.CreateAsync(host.Order());
        await host.WaitForAsync(kept, "RUNNING");
        var dump = await server.DumpAsync(settings["Store:ConnectionString"]!, Ct);
        var later = await host.CreateAsync(host.Order());

        var empty = await server.CreateEmptyAsync(Ct);
        await server.RestoreAsync(dump, empty, Ct);

        await using var restored = await WarrenHost.StartCopyAsync(host, ("Store:ConnectionString", empty));
        Assert.Equal(200, (await restored.SendAsync("GET", $"{host.Instances}/{kept}", null, ("X-Auth-Token", host.Token))).Status);
        Assert.Equal(404, (await restored.SendAsync("GET", $"{host.Instances}/{later}", null, ("X-Auth-Token", host.Token))).Status);
        Assert.Equal(200, (await restored.SignedAsync("GET", host.Instances, host.Credentials.AccessKey, host.Credentials.SecretKey)).Status);
        await restored.WaitForAsync(await restored.CreateAsync(host.Order()), "RUNNING");
    }
}
