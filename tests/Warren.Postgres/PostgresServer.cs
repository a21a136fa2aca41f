using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Warren.Postgres;

/// <summary>
/// A PostgreSQL of its own, for tests and measurements: Debian's package postgresql, whose own cluster is not touched. It listens on a loopback port that the
/// kernel chose, as an unprivileged user, over a folder of its own; nothing of it is left once it is disposed. Its language is English, in which "b" comes
/// before "C": what compares texts must not depend on it.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private const int MostConnections = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly string folder;
    private readonly StringBuilder output = new();
    private readonly SemaphoreSlim templates = new(1);
    private Process? process;
    private string? template;
    private int databases;

    private PostgresServer(string folder, int port)
    {
        this.folder = folder;
        Port = port;
    }

    /// <summary>What is missing on this machine, or null.</summary>
    public static string? Missing => Programs is null ? "PostgreSQL is missing; the Debian package postgresql brings it." : null;

    public int Port { get; }

    /// <summary>The process that all others of it come from; only while it runs.</summary>
    public int Pid => process!.Id;

    /// <summary>Folder of the newest release.</summary>
    private static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private string[] Address => ["-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", Superuser];

    private string Data => Path.Combine(folder, "data");

    private string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Makes its files and returns once it serves.</summary>
    public static async Task<PostgresServer> StartAsync(CancellationToken ct)
    {
        if (Missing is { } missing)
        {
            throw new InvalidOperationException(missing);
        }

        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var server = new PostgresServer(Directory.CreateTempSubdirectory("warren-postgres-").FullName, port);
        try
        {
            if (Environment.UserName == "root")
            {
                await EndAsync(server.Start("/usr/bin/chown", Superuser, server.folder), ct);
            }

            await EndAsync(
                server.StartAsUser("initdb", "-D", server.Data, "-U", Superuser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync"), ct);
            await server.RunAsync(ct);
            return server;
        }
        catch (Exception e)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"PostgreSQL could not be started:\n{server.Output}", e);
        }
    }

    /// <summary>Starts it, at first or after <see cref="StopAsync"/> or <see cref="KillAsync"/>, and returns once it serves.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        // Not synced: a test that kills processes needs what the kernel was given, and that is there.
        process = StartAsUser(
            "postgres", "-D", Data, "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "unix_socket_directories=",
            "-c", "fsync=off", "-c", string.Create(CultureInfo.InvariantCulture, $"max_connections={MostConnections}"), "-c", "autovacuum=off");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        while (true)
        {
            try
            {
                await ExecuteAsync("SELECT 1", limit.Token);
                return;
            }
            catch (NpgsqlException) when (!process.HasExited)
            {
                await Task.Delay(PollInterval, limit.Token); // not there yet
            }
        }
    }

    /// <summary>An ordinary stop: connections are told and closed.</summary>
    public async Task StopAsync()
    {
        if (process is not null)
        {
            await EndAsync(StartAsUser("pg_ctl", "stop", "-D", Data, "-m", "fast", "-w"), CancellationToken.None);
            await WaitAsync();
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await WaitAsync();
    }

    /// <summary>A new database with what <paramref name="prepare"/> put into the first of them.</summary>
    /// <param name="prepare">Called once for each server, with the connection string of an empty database.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateAsync(Func<string, Task> prepare, CancellationToken ct)
    {
        await templates.WaitAsync(ct); // a template is copied by one at a time
        try
        {
            if (template is null)
            {
                var made = await CreateEmptyAsync(ct);
                await prepare(made);
                using (var pooled = new NpgsqlConnection(made))
                {
                    NpgsqlConnection.ClearPool(pooled);
                }

                await ExecuteAsync($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{NameOf(made)}'", ct);
                template = NameOf(made);
            }

            return await CreateDatabaseAsync($"TEMPLATE {template}", ct);
        }
        finally
        {
            templates.Release();
        }
    }

    /// <summary>A new database with nothing in it.</summary>
    public Task<string> CreateEmptyAsync(CancellationToken ct) => CreateDatabaseAsync("", ct);

    /// <summary>Drops a database, whoever is connected to it.</summary>
    public Task DropAsync(string connectionString) => ExecuteAsync($"DROP DATABASE {NameOf(connectionString)} WITH (FORCE)", CancellationToken.None);

    /// <summary>Writes what pg_dump reads of a database, in its custom format.</summary>
    /// <returns>The file; it goes with the server.</returns>
    public async Task<string> DumpAsync(string connectionString, CancellationToken ct)
    {
        var file = Path.Combine(folder, $"{NameOf(connectionString)}.dump");
        await EndAsync(StartAsUser("pg_dump", ["--format=custom", "--file", file, $"--dbname={NameOf(connectionString)}", .. Address]), ct);
        return file;
    }

    /// <summary>Puts a dump in the place of what a database has.</summary>
    public Task RestoreAsync(string dump, string connectionString, CancellationToken ct) =>
        EndAsync(StartAsUser("pg_restore", ["--clean", "--if-exists", $"--dbname={NameOf(connectionString)}", .. Address, dump]), ct);

    /// <summary>A command of the administrator's.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await StopAsync();
        }

        process?.Dispose();
        templates.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string NameOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;

    private static async Task EndAsync(Process command, CancellationToken ct)
    {
        using (command)
        {
            await command.WaitForExitAsync(ct);
            if (command.ExitCode != 0)
            {
                throw new InvalidOperationException($"{command.StartInfo.FileName} {string.Join(' ', command.StartInfo.ArgumentList)} ended with {command.ExitCode}.");
            }
        }
    }

    private async Task<string> CreateDatabaseAsync(string options, CancellationToken ct)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"warren_{Interlocked.Increment(ref databases)}");
        await ExecuteAsync($"CREATE DATABASE {name} {options}", ct);
        return ConnectionString(name);
    }

    private string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database={database};Username={Superuser}");

    private async Task WaitAsync()
    {
        await process!.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private Process StartAsUser(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        return Environment.UserName == "root"
            ? Start("/usr/bin/setpriv", ["--reuid", Superuser, "--regid", Superuser, "--clear-groups", path, .. arguments])
            : Start(path, arguments);
    }

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment["LC_ALL"] = "C.UTF-8";
        var started = new Process { StartInfo = start };
        started.OutputDataReceived += (_, line) => Keep(line.Data);
        started.ErrorDataReceived += (_, line) => Keep(line.Data);
        started.Start();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private void Keep(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
