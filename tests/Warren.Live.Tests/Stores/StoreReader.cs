using System.Text.Json;
using Npgsql;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests.Stores;

/// <summary>Reads a store from outside: SQLite's file, or PostgreSQL. Names of tables and columns are quoted, so that both take the same question.</summary>
internal abstract class StoreReader
{
    /// <summary>The store of this Warren, wherever its settings put it.</summary>
    public static StoreReader Of(WarrenProcess warren) =>
        warren.Environment.TryGetValue("WARREN_Store__ConnectionString", out var database) ? OfPostgres(database) : new Sqlite(Path.Combine(warren.Data, "warren.db"));

    public static StoreReader OfPostgres(string connectionString) => new Postgres(connectionString);

    /// <summary>The rows, each value as text; what is null is empty.</summary>
    public async Task<IReadOnlyList<string[]>> ReadAsync(string question) => (await ReadAllAsync([question]))[0];

    /// <summary>The same of several questions, over one connection.</summary>
    public abstract Task<IReadOnlyList<IReadOnlyList<string[]>>> ReadAllAsync(IReadOnlyList<string> questions);

    private sealed class Sqlite(string file) : StoreReader
    {
        private const string Script =
            """
            import sqlite3, sys, json
            store = sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True, timeout=30)
            print(json.dumps([[['' if v is None else str(v) for v in row] for row in store.execute(question)] for question in sys.argv[2:]]))
            """;

        public override async Task<IReadOnlyList<IReadOnlyList<string[]>>> ReadAllAsync(IReadOnlyList<string> questions) =>
            JsonSerializer.Deserialize<string[][][]>((await Command.RunAsync("/usr/bin/python3", ["-c", Script, file, .. questions])).Succeeded())!;
    }

    private sealed class Postgres(string database) : StoreReader
    {
        public override async Task<IReadOnlyList<IReadOnlyList<string[]>>> ReadAllAsync(IReadOnlyList<string> questions)
        {
            await using var connection = new NpgsqlConnection($"{database};Pooling=false");
            await connection.OpenAsync();
            var answers = new List<IReadOnlyList<string[]>>();
            foreach (var question in questions)
            {
                answers.Add(await AnswerAsync(connection, question));
            }

            return answers;
        }

        private static async Task<IReadOnlyList<string[]>> AnswerAsync(NpgsqlConnection connection, string question)
        {
            await using var command = new NpgsqlCommand(question, connection);
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string[]>();
            while (await reader.ReadAsync())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString()!)]);
            }

            return rows;
        }
    }
}
