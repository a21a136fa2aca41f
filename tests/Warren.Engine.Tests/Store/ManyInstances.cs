using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Engine.Store;

namespace Warren.Engine.Tests.Store;

/// <summary>Fills a store with copies of one instance that it has, spread evenly over projects, the last of which is the original's own.</summary>
internal static class ManyInstances
{
    /// <param name="store">A store with the instance.</param>
    /// <param name="original">Its id.</param>
    /// <param name="instances">How many are added.</param>
    /// <param name="projects">Over how many projects; their ids are numbers of 32 digits.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task AddAsync(StoreContext store, string original, int instances, int projects, CancellationToken ct)
    {
        var type = store.Model.FindEntityType(typeof(Instance))!;
        var columns = type.GetProperties().Select(p => p.GetColumnName()).ToList();
        var values = columns.Select(c => c switch
        {
            nameof(Instance.Id) => Padded("n.n", 12, "'00000000-0000-4000-8000-'"),
            nameof(Instance.Name) => Padded("n.n", 8, "'many-'"),
            nameof(Instance.ProjectId) => string.Create(CultureInfo.InvariantCulture, $"CASE n.n % {projects} WHEN 0 THEN i.\"ProjectId\" ELSE {Padded(string.Create(CultureInfo.InvariantCulture, $"(n.n % {projects})"), 32, "''")} END"),
            nameof(Instance.CreatedAt) or nameof(Instance.DueAt) => $"i.\"{c}\" + n.n",
            nameof(Instance.MeasuredAt) => "i.\"CreatedAt\" + n.n",
            nameof(Instance.ObservedGeneration) => "i.\"Generation\"",
            nameof(Instance.Health) => "1",
            _ => $"i.\"{c}\"",
        });
        var sql = string.Create(CultureInfo.InvariantCulture, $$"""
            WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {{instances}})
            INSERT INTO "Instances" ({{string.Join(", ", columns.Select(c => $"\"{c}\""))}})
            SELECT {{string.Join(", ", values)}} FROM n, "Instances" i WHERE i."Id" = '{{original}}'
            """);
        store.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        await store.Database.ExecuteSqlRawAsync(sql, ct);
        if (!store.Database.IsSqlite())
        {
            await store.Database.ExecuteSqlRawAsync("VACUUM ANALYZE", ct); // as PostgreSQL does by itself after a while; SQLite never does
        }
    }

    /// <summary>A number with zeros before it; both databases know substr.</summary>
    private static string Padded(string number, int digits, string prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix} || substr('{new string('0', digits)}' || CAST({number} AS TEXT), -{digits} + length('{new string('0', digits)}' || CAST({number} AS TEXT)) + 1)");
}
