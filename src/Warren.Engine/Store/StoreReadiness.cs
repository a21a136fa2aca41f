using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using Warren.Engine.Hosting;

namespace Warren.Engine.Store;

/// <summary>Whether the store answers and is Warren's. It is asked often, and first of all at a start, so it goes without EF Core, over the connections that that uses.</summary>
public sealed class StoreReadiness
{
    private readonly Func<DbConnection> connect;

    /// <exception cref="OptionsValidationException">The settings name no store.</exception>
    public StoreReadiness(IOptions<StoreOptions> options, DataFolder data)
    {
        if (options.Value.Provider == StoreProvider.Sqlite)
        {
            connect = () => new SqliteConnection(SqliteSetup.ConnectionString(data.Database));
        }
        else
        {
            options.Value.TryRead(out var connection);
            var complete = PostgresSetup.Complete(connection!);
            connect = () => new NpgsqlConnection(complete);
        }
    }

    public async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = connect();
            await connection.OpenAsync(ct);
            await using var question = connection.CreateCommand();
            question.CommandText = "SELECT \"Id\" FROM \"Installations\" LIMIT 1";
            return await question.ExecuteScalarAsync(ct) is not null;
        }
        catch (Exception e) when (e is DbException || StoreFailure.IsUnavailable(e))
        {
            return false;
        }
    }
}
