using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.Instances;
using Warren.Engine.Reconcile;
using Warren.Engine.Store;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Store;

/// <summary>What is asked all the time is answered from indexes, however many instances there are: no query reads the whole table, and none is sent for each row.</summary>
public abstract class QueryPlanTests(StoreProvider provider) : IAsyncLifetime
{
    private const int Many = 20_000;
    private const int Projects = 400;

    private TestEngine engine = null!;
    private string original = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        engine = await TestEngine.StartAsync(provider);
        original = await engine.CreateAsync();
        await using var store = engine.OpenStore();
        await ManyInstances.AddAsync(store, original, Many, Projects, Ct);
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task Pages_filters_and_counts_of_a_project_are_found_by_index()
    {
        await PlansAsync(7, instances => instances.ListAsync(engine.Caller, new InstanceFilter { Skip = 20, Take = 10 }, Ct));
        await PlansAsync(7, instances => instances.ListAsync(engine.Caller, new InstanceFilter { Name = "many-0000", Take = 10 }, Ct));
        await PlansAsync(7, instances => instances.ListAsync(engine.Caller, new InstanceFilter { Name = "many-00000200", ExactName = true, Take = 10 }, Ct));
        await PlansAsync(7, instances => instances.ListAsync(engine.Caller, new InstanceFilter { Status = InstanceStatus.Running, Take = 10 }, Ct));
        await PlansAsync(7, instances => instances.ShowAsync(engine.Caller, original, Ct));
    }

    [Fact]
    public async Task An_order_is_checked_and_written_by_index() => await PlansAsync(25, instances => instances.CreateAsync(engine.Caller, engine.Order(), Ct));

    [Fact]
    public async Task What_is_due_is_found_by_index()
    {
        var queue = engine.Get<WorkQueue>();
        await PlansAsync(2, _ => queue.NextDueAsync(Ct));
        await PlansAsync(4, _ => queue.TakeAsync([original], 1, Ct));
        engine.Brokers.Host = "here";
        await PlansAsync(4, _ => queue.TakeAsync([], 1, Ct));
    }

    [Fact]
    public async Task A_query_without_an_index_would_be_noticed()
    {
        await using var store = engine.OpenStore();

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => PlansAsync(1, _ => store.Instances.CountAsync(i => i.Description == "no index", Ct)));
    }

    /// <summary>Does it, and looks at the plan of every command that it sent.</summary>
    private async Task PlansAsync(int most, Func<InstanceService, Task> act)
    {
        await using var scope = engine.Get<IServiceScopeFactory>().CreateAsyncScope();
        using var recorded = new RecordedCommands();
        await act(scope.ServiceProvider.GetRequiredService<InstanceService>());
        Assert.InRange(recorded.Commands.Count, 1, most);
        await using var store = engine.OpenStore();
        await store.Database.OpenConnectionAsync(Ct);
        foreach (var (text, parameters) in recorded.Commands.Where(Looks).ToList())
        {
            await using var command = store.Database.GetDbConnection().CreateCommand();
            command.CommandText = (provider == StoreProvider.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + text;
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            var plan = new List<string>();
            await using var rows = await command.ExecuteReaderAsync(Ct);
            while (await rows.ReadAsync(Ct))
            {
                plan.Add(rows.GetString(rows.GetOrdinal(provider == StoreProvider.Sqlite ? "detail" : "QUERY PLAN")));
            }

            Assert.NotEmpty(plan);
            Assert.True(!plan.Exists(IsWhole), $"{text}\n{string.Join('\n', plan)}");
        }
    }

    /// <summary>A new row looks for nothing.</summary>
    private static bool Looks((string Text, IReadOnlyList<(string Name, object? Value)> Parameters) command) =>
        command.Text.Contains("\"Instances\"", StringComparison.Ordinal) && !command.Text.Contains("INSERT INTO", StringComparison.Ordinal);

    /// <summary>
    /// "Seq Scan on "Instances" i" of PostgreSQL, "SCAN i" of SQLite. A scan in the order of what falls due first ends with the first rows.
    /// </summary>
    private static bool IsWhole(string line) =>
        line.Contains("Seq Scan on \"Instances\"", StringComparison.Ordinal)
        || (line.StartsWith("SCAN i", StringComparison.Ordinal) && !line.Contains("IX_Instances_DueAt", StringComparison.Ordinal));
}

public sealed class QueryPlanTestsOnSqlite() : QueryPlanTests(StoreProvider.Sqlite);

public sealed class QueryPlanTestsOnPostgres() : QueryPlanTests(StoreProvider.Postgres);
