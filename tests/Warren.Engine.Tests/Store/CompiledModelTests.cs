using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Warren.Engine.Store;

namespace Warren.Engine.Tests.Store;

/// <summary>What was generated from the model is of the model as it is now. CONTRIBUTING.md says how it is generated again.</summary>
public sealed class CompiledModelTests
{
    public static TheoryData<string> Contexts => ["Sqlite", "Postgres"];

    [Theory]
    [MemberData(nameof(Contexts))]
    public async Task Programs_start_with_a_model_that_was_compiled_from_the_one_in_the_code(string provider)
    {
        await using var store = Open(provider);

        Assert.IsType<RuntimeModel>(store.Model, exactMatch: false);
        Assert.Equal(Text(store.GetService<IDesignTimeModel>().Model), Text(store.Model));
    }

    [Theory]
    [MemberData(nameof(Contexts))]
    public async Task The_migrations_bring_a_store_to_the_model_in_the_code(string provider)
    {
        await using var store = Open(provider);

        Assert.False(store.Database.HasPendingModelChanges());
    }

    /// <summary>Nothing connects.</summary>
    private static StoreContext Open(string provider) => provider == "Sqlite"
        ? new StoreContext(StoreSetup.Sqlite(":memory:").Options)
        : new PostgresStoreContext(StoreSetup.Postgres("Host=localhost").Options);

    /// <summary>A line for everything that queries and saves go by.</summary>
    private static string Text(IModel model) => string.Join('\n', model.GetEntityTypes().OrderBy(t => t.Name, StringComparer.Ordinal).SelectMany(type => (IEnumerable<string>)
    [
        $"{type.Name} {type.GetTableName()}",
        .. type.GetProperties().Select(p =>
            $"  {p.Name} {p.ClrType} {p.GetColumnName()} {p.GetColumnType()} {p.IsNullable} {p.IsConcurrencyToken} {p.ValueGenerated} {p.GetMaxLength()} {p.GetTypeMapping().Converter?.GetType()}"),
        .. type.GetKeys().Select(k => $"  key {Names(k.Properties)} {k.IsPrimaryKey()}"),
        .. type.GetForeignKeys().Select(k => $"  of {k.PrincipalEntityType.Name} {Names(k.Properties)} {k.DeleteBehavior} {k.IsUnique}"),
        .. type.GetIndexes().Select(i => $"  index {Names(i.Properties)} {i.IsUnique}"),
        .. type.GetNavigations().Select(n => $"  to {n.Name} {n.TargetEntityType.Name} {n.IsCollection}"),
    ]));

    private static string Names(IEnumerable<IReadOnlyProperty> properties) => string.Join(", ", properties.Select(p => p.Name));
}
