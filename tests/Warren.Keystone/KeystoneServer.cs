using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Warren.Keystone;

/// <summary>
/// An OpenStack Keystone of its own, for tests and measurements: Debian's package python3-keystone, which starts nothing itself. One process with
/// one thread for requests on Waitress (Keystone's own program is a test server, which drops a connection now and then), fernet tokens, a SQLite database in a folder of its own, a port that the kernel chose. It serves the user admin of
/// the domain default, and nothing of it is left once it is disposed.
/// </summary>
public sealed class KeystoneServer : IAsyncDisposable
{
    public const string AdminPassword = "keystone-admin";

    private const string Manage = "/usr/bin/keystone-manage";
    private const string Python = "/usr/bin/python3";
    private const string Waitress = "/usr/lib/python3/dist-packages/waitress";

    private const string Serve = """
        import sys
        import waitress
        from keystone.server import wsgi
        host, port = sys.argv[1:]
        del sys.argv[1:]  # Keystone would read them
        waitress.serve(wsgi.initialize_public_application(), host=host, port=int(port), threads=1)
        """;

    /// <summary>Its Python modules take seconds to load, and many on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly string folder;
    private readonly int port;
    private readonly StringBuilder output = new();
    private Process? process;

    private KeystoneServer(string folder, int port)
    {
        this.folder = folder;
        this.port = port;
        Url = new Uri($"http://127.0.0.1:{port}/v3");
    }

    /// <summary>What is missing on this machine, or null.</summary>
    public static string? Missing =>
        !File.Exists(Manage) ? $"{Manage} is missing; the Debian package python3-keystone brings it."
        : !Directory.Exists(Waitress) ? $"{Waitress} is missing; the Debian package python3-waitress brings it."
        : null;

    /// <summary>With /v3 and without a slash at the end.</summary>
    public Uri Url { get; }

    /// <summary>The one process; only while it runs.</summary>
    public int Pid => process!.Id;

    private string ConfigFile => Path.Combine(folder, "keystone.conf");

    /// <summary>All that it has written.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Makes its database, keys and administrator, and returns once it serves.</summary>
    public static async Task<KeystoneServer> StartAsync(CancellationToken ct)
    {
        var keystone = new KeystoneServer(Directory.CreateTempSubdirectory("warren-keystone-").FullName, FreePort());
        try
        {
            await keystone.PrepareAsync(ct);
            await keystone.RunAsync(ct);
            return keystone;
        }
        catch
        {
            await keystone.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the process, at first or after <see cref="StopAsync"/>, and returns once it serves.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        process = Start(Python, ["-c", Serve, "127.0.0.1", port.ToString(CultureInfo.InvariantCulture)]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler);
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(Url, limit.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // not there yet
            }
            catch (HttpRequestException e)
            {
                throw new InvalidOperationException($"Keystone ended with {process.ExitCode}:\n{Output}", e);
            }

            await Task.Delay(PollInterval, limit.Token);
        }
    }

    /// <summary>Ends the process; what it knows stays.</summary>
    public async Task StopAsync()
    {
        if (process is not null)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync();
            process.Dispose();
            process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task PrepareAsync(CancellationToken ct)
    {
        var fernet = Directory.CreateDirectory(Path.Combine(folder, "fernet")).FullName;
        await File.WriteAllTextAsync(
            ConfigFile,
            $"""
            [DEFAULT]
            use_stderr = true
            [database]
            connection = sqlite:///{folder}/keystone.db
            [token]
            provider = fernet
            [fernet_tokens]
            key_repository = {fernet}
            [fernet_receipts]
            key_repository = {fernet}
            """,
            ct);
        foreach (var key in (IEnumerable<string>)["0", "1"])
        {
            // What "keystone-manage fernet_setup" writes: the next key and the one in use, 32 random bytes each.
            await File.WriteAllTextAsync(Path.Combine(fernet, key), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_'), ct);
        }

        await ManageAsync(["db_sync"], ct);

        // It reads and writes in one request through two connections, which lock each other out of a SQLite file without a write-ahead log.
        await EndAsync(Python, ["-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('pragma journal_mode=wal')", Path.Combine(folder, "keystone.db")], ct);
        await ManageAsync(["bootstrap", "--bootstrap-region-id", "RegionOne", "--bootstrap-public-url", Url.AbsoluteUri], ct);
    }

    private Task ManageAsync(string[] arguments, CancellationToken ct) => EndAsync(Manage, ["--config-file", ConfigFile, .. arguments], ct);

    private async Task EndAsync(string program, string[] arguments, CancellationToken ct)
    {
        using var command = Start(program, arguments);
        await command.WaitForExitAsync(ct);
        if (command.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {command.ExitCode}:\n{Output}");
        }
    }

    private Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OS_KEYSTONE_CONFIG_FILES"] = ConfigFile;
        start.Environment["OS_BOOTSTRAP_PASSWORD"] = AdminPassword;
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

    /// <summary>Keystone does not say which port it took, so the kernel is asked for one beforehand.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
