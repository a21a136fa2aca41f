using Npgsql;

namespace Warren.Engine.Store;

/// <summary>What a connection to PostgreSQL has besides what its owner says.</summary>
internal static class PostgresSetup
{
    private const int SecondsToConnect = 5;
    private const int SecondsForCommand = 15;
    private const int MostConnections = 30;

    /// <summary>Statements that each connection keeps prepared; Warren asks the same ones again and again.</summary>
    private const int MostPrepared = 200;

    /// <summary>
    /// Asked of the server for each session, so that it holds however its client ends or hangs: a copy that is paused inside a transaction, or cut off, loses it
    /// after five seconds, and nobody waits longer than ten for another's lock.
    /// </summary>
    private const string SessionLimits =
        "-c idle_in_transaction_session_timeout=5s -c lock_timeout=10s -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=10s";

    public static string Complete(NpgsqlConnectionStringBuilder given)
    {
        void Default(string key, object value)
        {
            if (!given.ShouldSerialize(key))
            {
                given[key] = value;
            }
        }

        Default("Timeout", SecondsToConnect);
        Default("Command Timeout", SecondsForCommand);
        Default("Maximum Pool Size", MostConnections);
        Default("Max Auto Prepare", MostPrepared);
        Default("Application Name", "Warren");
        given.Options = $"{SessionLimits} {given.Options}".Trim();
        return given.ConnectionString;
    }
}
