using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Hosting;
using Warren.Engine.Store;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Store;

/// <summary>Copies of a SQLite store that is used meanwhile.</summary>
public sealed class StoreBackupTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("warren-test-backup-").FullName;
    private TestEngine engine = null!;

    private string Copy => Path.Combine(folder, "copy.db");

    public async ValueTask InitializeAsync() => engine = await TestEngine.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_copy_is_whole_and_from_one_moment_while_others_write()
    {
        await engine.CreateAsync();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            var written = 0;
            for (; !stop.IsCancellationRequested; written++)
            {
                await engine.CreateAsync();
            }

            return written;
        });

        var copied = StoreBackup.Take(Database, Copy);
        await stop.CancelAsync();
        await writing;

        await using var copy = StoreMove.OpenSqlite(Copy);
        Assert.Equal(copied, await copy.Instances.CountAsync());
        Assert.Equal(copied, await copy.Tasks.CountAsync()); // each order writes one with its row
        Assert.Equal(copied, await copy.NodeAddresses.CountAsync());
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Copy) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
        Assert.Equal(["copy.db"], Directory.GetFiles(folder).Select(Path.GetFileName).Where(f => !f!.Contains('-', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_restored_copy_takes_the_place_of_the_store_and_of_its_log()
    {
        var kept = await engine.CreateAsync();
        StoreBackup.Take(Database, Copy);
        var later = await engine.CreateAsync();
        SqliteConnection.ClearAllPools(); // as the end of a Warren does
        var store = Path.Combine(folder, "warren.db");
        foreach (var part in (string[])["", "-wal", "-shm"])
        {
            if (File.Exists(Database + part))
            {
                File.Copy(Database + part, store + part);
            }
        }

        await File.WriteAllTextAsync(store + "-wal", "a log that was left");

        var (instances, former) = StoreBackup.Restore(Copy, store, DateTimeOffset.UnixEpoch);

        Assert.Equal((1, store + ".before-19700101000000"), (instances, former));
        Assert.Equal("a log that was left", await File.ReadAllTextAsync(former + "-wal"));
        Assert.False(File.Exists(store + "-wal"));
        await using var restored = StoreMove.OpenSqlite(store);
        Assert.Equal([kept], await restored.Instances.Select(i => i.Id).ToListAsync());
        Assert.NotNull(await engine.FindAsync(later));
    }

    [Fact]
    public async Task A_file_that_is_no_store_changes_nothing_and_one_that_exists_is_not_written_over()
    {
        var store = Path.Combine(folder, "warren.db");
        await File.WriteAllTextAsync(store, "as it was");
        await File.WriteAllTextAsync(Copy, "something else");
        var strange = Path.Combine(folder, "strange.db");
        await using (var other = new SqliteConnection($"Data Source={strange};Pooling=False"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE other (id)";
            await command.ExecuteNonQueryAsync();
        }

        Assert.Throws<IOException>(() => StoreBackup.Restore(Copy, store, DateTimeOffset.UnixEpoch));
        Assert.Throws<IOException>(() => StoreBackup.Restore(strange, store, DateTimeOffset.UnixEpoch));
        Assert.Throws<IOException>(() => StoreBackup.Restore(Path.Combine(folder, "none"), store, DateTimeOffset.UnixEpoch));
        Assert.Equal("as it was", await File.ReadAllTextAsync(store));

        Assert.Throws<IOException>(() => StoreBackup.Take(Database, Copy));
        Assert.Equal("something else", await File.ReadAllTextAsync(Copy));
    }

    private string Database => engine.Get<DataFolder>().Database;
}
