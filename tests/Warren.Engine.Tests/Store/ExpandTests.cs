using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Warren.Engine.Store;

namespace Warren.Engine.Tests.Store;

/// <summary>What a migration may do while copies of the release before it run over the same schema (docs/operations.md, Upgrading).</summary>
public sealed class ExpandTests
{
    /// <summary>Migrations that take away what no release knows any more that may still run beside them.</summary>
    private static readonly string[] Contracting = [];

    public static TheoryData<string> Providers => ["Sqlite", "Postgres"];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Migrations_only_add_what_the_release_before_can_do_without(string provider)
    {
        using StoreContext store = provider == "Sqlite"
            ? new StoreContext(StoreSetup.Sqlite("unused.db").Options)
            : new PostgresStoreContext(StoreSetup.Postgres("Host=unused").Options);
        var assembly = store.GetService<IMigrationsAssembly>();
        Assert.NotEmpty(assembly.Migrations);

        foreach (var (id, type) in assembly.Migrations.Skip(1).Where(m => !Contracting.Contains(m.Key, StringComparer.Ordinal)))
        {
            var migration = assembly.CreateMigration(type, store.Database.ProviderName!);
            var made = migration.UpOperations.OfType<CreateTableOperation>().Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
            Assert.All(migration.UpOperations, o => Assert.True(IsExpanding(o, made), $"{id}: {o.GetType().Name} breaks the release before"));
        }
    }

    [Fact]
    public void A_dropped_column_a_required_one_and_a_stricter_index_are_not_additions()
    {
        HashSet<string> none = [];
        Assert.False(IsExpanding(new DropColumnOperation { Table = "Instances", Name = "Name" }, none));
        Assert.False(IsExpanding(new AlterColumnOperation { Table = "Instances", Name = "Name" }, none));
        Assert.False(IsExpanding(new AddColumnOperation { Table = "Instances", Name = "New", IsNullable = false }, none));
        Assert.False(IsExpanding(new CreateIndexOperation { Table = "Instances", Name = "IX", IsUnique = true }, none));
        Assert.True(IsExpanding(new AddColumnOperation { Table = "Instances", Name = "New", IsNullable = false, DefaultValue = 0 }, none));
    }

    private static bool IsExpanding(MigrationOperation operation, HashSet<string> newTables) => operation switch
    {
        CreateTableOperation or DropIndexOperation => true,
        AddColumnOperation column => column.IsNullable || column.DefaultValue is not null || column.DefaultValueSql is not null,
        CreateIndexOperation index => !index.IsUnique || newTables.Contains(index.Table),
        ITableMigrationOperation other => newTables.Contains(other.Table),
        _ => false,
    };
}
