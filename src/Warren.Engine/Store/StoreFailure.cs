using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Warren.Engine.Store;

/// <summary>Reads what databases throw, alike for both.</summary>
public static class StoreFailure
{
    /// <summary>This session was ended, since its transaction was left open too long.</summary>
    private const string IdleInTransaction = "25P03";

    /// <summary>When to ask again.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The store could not be asked, or could not write, through no fault of the call: it is away, stopping, cut off, full, read-only, or busy for too long. What
    /// was begun was rolled back; only a commit whose answer was lost may have come through.
    /// </summary>
    public static bool IsUnavailable(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case PostgresException refusal:
                    return IsUnavailable(refusal.SqlState);
                case NpgsqlException: // no answer at all: the socket, a timeout, or a pool whose connections are all taken
                    return true;
                case SqliteException { SqliteErrorCode: var code }:
                    return code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM or raw.SQLITE_READONLY or raw.SQLITE_IOERR or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>A row with the same key or unique columns is there already.</summary>
    public static bool IsDuplicate(Exception exception) => exception.InnerException switch
    {
        PostgresException refusal => refusal.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException { SqliteExtendedErrorCode: var code } => code is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY,
        _ => false,
    };

    /// <summary>Classes and codes of PostgreSQL's appendix A.</summary>
    private static bool IsUnavailable(string state) =>
        state[..2] is "08" or "53" or "57" or "58" // connection; resources, a full disk among them; an operator's intervention or a shutdown; the system
        || state is PostgresErrorCodes.ReadOnlySqlTransaction or IdleInTransaction
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification;
}
