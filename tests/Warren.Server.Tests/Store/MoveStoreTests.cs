using Microsoft.EntityFrameworkCore;
using Warren.Engine.Hosting;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Postgres;
using Warren.Server.Hosting;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Store;

/// <summary>The verb move-store: from the file of a data folder to an empty PostgreSQL, with everything that was good before.</summary>
public sealed class MoveStoreTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_rows_and_the_key_ring_move_and_nobody_notices()
    {
        var target = SharedPostgres.Settings(await (await SharedPostgres.ServerAsync(Ct)).CreateEmptyAsync(Ct));
        await using var old = await WarrenHost.StartAsync(_ => { }, ("Store:Provider", "Sqlite"));
        var id = await old.CreateAsync(old.Order());
        await old.WaitForAsync(id, "RUNNING");
        Dictionary<string, long> there;
        await using (var store = old.OpenStore())
        {
            there = await CountAsync(store);
        }

        IReadOnlyDictionary<string, long> moved;
        var folder = new DataFolder(Path.Combine(Path.GetTempPath(), $"warren-test-{RandomText.Id()[..12]}"));
        await using (var app = UpCommand.Build(new UpOptions { Data = folder.Root, FakeBrokers = true, Settings = target }, folder))
        {
            moved = await MoveStoreCommand.MoveAsync(app.Services, old.Data);
            await Assert.ThrowsAsync<InvalidOperationException>(() => MoveStoreCommand.MoveAsync(app.Services, old.Data)); // it is not empty any more
        }

        Directory.Delete(folder.Root, recursive: true);
        Assert.Equal(there.OrderBy(t => t.Key, StringComparer.Ordinal), moved.OrderBy(t => t.Key, StringComparer.Ordinal));
        await using var moving = await WarrenHost.StartCopyAsync(old, [.. target.Select(s => (s.Key, s.Value!))]);
        Assert.Equal(200, (await moving.SendAsync("GET", $"{old.Instances}/{id}", null, ("X-Auth-Token", old.Token))).Status);
        Assert.Equal(200, (await moving.SignedAsync("GET", old.Instances, old.Credentials.AccessKey, old.Credentials.SecretKey)).Status);
        await moving.WaitForAsync(await moving.CreateAsync(old.Order()), "RUNNING");
        await using var after = moving.OpenStore();
        Assert.DoesNotContain(await after.DataProtectionKeys.AsNoTracking().ToListAsync(Ct), k => k.Xml!.Contains("<value>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_needs_a_target_and_a_folder_that_no_Warren_uses()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Store:Provider", "Sqlite"));

        Assert.Equal(1, await MoveStoreCommand.RunAsync(host.Data.Root)); // no PostgreSQL is named

        using var used = ProcessLock.Take(host.Data);
        Assert.Equal(1, await MoveStoreCommand.RunAsync(host.Data.Root));
    }

    private static async Task<Dictionary<string, long>> CountAsync(StoreContext store)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in store.Model.GetEntityTypes().Select(t => t.GetTableName()!))
        {
            var count = $"SELECT COUNT(*) AS \"Value\" FROM \"{table}\"";
            counts[table] = await store.Database.SqlQueryRaw<long>(count).SingleAsync(Ct);
        }

        return counts;
    }
}
