using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Warren.Engine.Audit;
using Warren.Engine.Instances;
using Warren.Engine.Metrics;
using Warren.Engine.Network;
using Warren.Engine.Reconcile;
using Warren.Engine.Recovery;
using Warren.Engine.Recycling;
using Warren.Engine.Store;
using Warren.Engine.Tasks;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Store;

/// <summary>What is asked all the time is answered from indexes, however many instances there are: no query reads the whole table, and none is sent for each row.</summary>
public abstract partial class QueryPlanTests(StoreProvider provider) : IAsyncLifetime
{
    private const int Many = 20_000;
    private const int Projects = 400;

    /// <summary>Tables that have a row or more for each instance.</summary>
    private static readonly string[] Large = ["Instances", "InstanceTags", "Tasks", "ScheduledTasks", "NodeAddresses", "PublicIps", "MetricPoints", "AuditEvents"];

    /// <summary>Of some rows only, or read in an order in which the first rows are enough.</summary>
    private static readonly string[] Short = ["IX_Instances_DueAt", "IX_Instances_CreatedAt"];

    /// <summary>A context that is used again remembers for a second that nobody listened.</summary>
    private readonly RecordedCommands listening = new();

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

    public ValueTask DisposeAsync()
    {
        listening.Dispose();
        return engine.DisposeAsync();
    }

    [Fact]
    public async Task Pages_filters_and_counts_of_a_project_are_found_by_index()
    {
        await PlansAsync(7, services => Instances(services).ListAsync(engine.Caller, new InstanceFilter { Skip = 20, Take = 10 }, Ct));
        await PlansAsync(7, services => Instances(services).ListAsync(engine.Caller, new InstanceFilter { Name = "many-0000", Take = 10 }, Ct));
        await PlansAsync(7, services => Instances(services).ListAsync(engine.Caller, new InstanceFilter { Name = "many-00000200", ExactName = true, Take = 10 }, Ct));
        await PlansAsync(7, services => Instances(services).ListAsync(engine.Caller, new InstanceFilter { Status = InstanceStatus.Running, Take = 10 }, Ct));
        await PlansAsync(7, services => Instances(services).ShowAsync(engine.Caller, original, Ct));
    }

    [Fact]
    public async Task An_order_is_checked_and_written_by_index() => await PlansAsync(25, services => Instances(services).CreateAsync(engine.Caller, engine.Order(), Ct));

    [Fact]
    public async Task What_is_due_is_found_by_index()
    {
        var queue = engine.Get<WorkQueue>();
        await PlansAsync(2, _ => queue.NextDueAsync(Ct));
        await PlansAsync(4, _ => queue.TakeAsync([original], 1, Ct));
        engine.Brokers.Host = "here";
        await PlansAsync(4, _ => queue.TakeAsync([], 1, Ct));
        await PlansAsync(4, _ => queue.TakeAsync([], 64, Ct)); // also what another host has not begun
    }

    [Fact]
    public async Task What_looks_over_all_instances_from_time_to_time_finds_its_few_by_index()
    {
        var queue = engine.Get<WorkQueue>();
        await PlansAsync(4, _ => engine.Get<MetricTurns>().TakeAsync(TimeSpan.FromSeconds(15), 8, Ct));
        await PlansAsync(3, _ => engine.Get<MetricStore>().SweepAsync(Ct));
        engine.Brokers.Host = "here";
        await PlansAsync(1, _ => queue.MarkLostAsync(Ct));
        await PlansAsync(1, _ => queue.GiveUpLostAsync(Ct));
        await PlansAsync(4, _ => engine.All<IHostedService>().OfType<OrphanWatch>().Single().LookAsync(Ct));
    }

    [Fact]
    public async Task What_belongs_to_an_instance_or_a_project_is_found_by_index()
    {
        await PlansAsync(3, services => services.GetRequiredService<TaskService>().ListAsync(engine.Caller, original, null, null, 0, 10, Ct));
        await PlansAsync(1, services => services.GetRequiredService<RecycleBin>().ListAsync(engine.Caller, null, Ct));
        await PlansAsync(1, services => services.GetRequiredService<AuditService>().ListAsync(engine.Caller, new AuditFilter { Take = 10 }, Ct));
        await PlansAsync(4, services => services.GetRequiredService<PublicIpService>().ListAsync(engine.Caller, new PublicIpFilter(), new Page(10), Ct));
        await PlansAsync(9, async services =>
        {
            var vpcs = services.GetRequiredService<VpcService>();
            await vpcs.DeleteAsync(engine.Caller, (await vpcs.CreateAsync(engine.Caller, new VpcOrder { Name = "empty" }, Ct)).Id, Ct);
        });
    }

    [Fact]
    public async Task A_query_without_an_index_would_be_noticed()
    {
        await using var store = engine.OpenStore();

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => PlansAsync(1, _ => store.Instances.CountAsync(i => i.Description == "no index", Ct)));
    }

    private static InstanceService Instances(IServiceProvider services) => services.GetRequiredService<InstanceService>();

    /// <summary>Does it, and looks at the plan of every command that it sent.</summary>
    private async Task PlansAsync(int most, Func<IServiceProvider, Task> act)
    {
        await using var scope = engine.Get<IServiceScopeFactory>().CreateAsyncScope();
        using var recorded = new RecordedCommands();
        await act(scope.ServiceProvider);
        Assert.InRange(recorded.Commands.Count, 1, most);
        await using var store = engine.OpenStore();
        await store.Database.OpenConnectionAsync(Ct);
        foreach (var (text, parameters) in recorded.Commands.Where(c => Looks(c.Text)).ToList())
        {
            // PostgreSQL reads a table of few rows as a whole, whatever indexes it has; so those get another look in which it shall not.
            string[] settings = provider == StoreProvider.Sqlite ? ["SELECT 1"] : ["SET enable_seqscan = on", "SET enable_seqscan = off"];
            foreach (var setting in settings)
            {
                await using var set = store.Database.GetDbConnection().CreateCommand();
                set.CommandText = setting;
                await set.ExecuteNonQueryAsync(Ct);
                var plan = await PlanAsync(store, text, parameters);
                string[] tables = setting == "SET enable_seqscan = on" ? ["Instances"] : Large;
                Assert.NotEmpty(plan);
                Assert.True(!plan.Exists(line => IsWhole(line, text, tables)), $"{text}\n{string.Join('\n', plan)}");
            }
        }
    }

    private async Task<List<string>> PlanAsync(StoreContext store, string text, IReadOnlyList<(string Name, object? Value)> parameters)
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
        await using DbDataReader rows = await command.ExecuteReaderAsync(Ct);
        while (await rows.ReadAsync(Ct))
        {
            plan.Add(rows.GetString(rows.GetOrdinal(provider == StoreProvider.Sqlite ? "detail" : "QUERY PLAN")));
        }

        return plan;
    }

    /// <summary>A new row looks for nothing.</summary>
    private static bool Looks(string text) => Array.Exists(Large, t => text.Contains($"\"{t}\"", StringComparison.Ordinal)) && !text.Contains("INSERT INTO", StringComparison.Ordinal);

    /// <summary>"Seq Scan on "Instances" i" of PostgreSQL, "SCAN i" of SQLite.</summary>
    private static bool IsWhole(string line, string text, string[] tables)
    {
        if (line.StartsWith("SCAN ", StringComparison.Ordinal))
        {
            var table = Names().Matches(text).FirstOrDefault(m => m.Groups["alias"].Value == line.Split(' ')[1])?.Groups["table"].Value;
            return tables.Contains(table, StringComparer.Ordinal) && !Array.Exists(Short, i => line.EndsWith(" " + i, StringComparison.Ordinal));
        }

        return Array.Exists(tables, t => line.Contains($"Seq Scan on \"{t}\"", StringComparison.Ordinal));
    }

    [GeneratedRegex("""
        "(?<table>\w+)" AS "(?<alias>\w+)"
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex Names();
}

public sealed class QueryPlanTestsOnSqlite() : QueryPlanTests(StoreProvider.Sqlite);

public sealed class QueryPlanTestsOnPostgres() : QueryPlanTests(StoreProvider.Postgres);
