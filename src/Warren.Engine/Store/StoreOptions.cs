using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Warren.Engine.Store;

/// <summary>Which database is the store. Section <c>Store</c>.</summary>
public sealed record StoreOptions : IValidatableObject
{
    /// <summary>Sqlite: a file in the data folder, the default; Postgres: PostgreSQL 15 or newer, which several copies of Warren share.</summary>
    public StoreProvider Provider { get; init; }

    /// <summary>
    /// Of PostgreSQL, in Npgsql's form: <c>Host=db;Database=warren;Username=warren;Password=…</c>. What it does not say is 5 s to connect, 15 s for a
    /// command, at most 30 connections for each copy, and 200 statements that each of them keeps prepared. No default.
    /// </summary>
    public string? ConnectionString { get; init; }

    /// <summary>A file with the same; wins over <see cref="ConnectionString"/>.</summary>
    public string? ConnectionStringFile { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == StoreProvider.Sqlite)
        {
            yield break;
        }

        if (TryRead(out var text) is { } problem)
        {
            yield return new ValidationResult(problem, [nameof(ConnectionString), nameof(ConnectionStringFile)]);
        }
        else if (string.IsNullOrWhiteSpace(text?.Host) || string.IsNullOrWhiteSpace(text.Database))
        {
            yield return new ValidationResult(
                "Store:Provider is Postgres, so Store:ConnectionString or the file of Store:ConnectionStringFile must name at least Host and Database.", [nameof(ConnectionString)]);
        }
    }

    public override string ToString() => $"StoreOptions {{ Provider = {Provider} }}";

    /// <summary>The connection string as given; throws nothing, since it may hold a password that no message shall repeat.</summary>
    /// <returns>Why it cannot be read, or null.</returns>
    internal string? TryRead(out NpgsqlConnectionStringBuilder? builder)
    {
        builder = null;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(ConnectionStringFile is { Length: > 0 } file ? File.ReadAllText(file).Trim() : ConnectionString ?? "");
            return null;
        }
        catch (ArgumentException)
        {
            return "Store:ConnectionString is not a connection string of Npgsql's: names and values, as in Host=db;Database=warren;Username=warren.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Store:ConnectionStringFile cannot be read: {e.Message}";
        }
    }
}

/// <summary>The databases that can be the store.</summary>
public enum StoreProvider
{
    Sqlite = 0,
    Postgres = 1,
}
