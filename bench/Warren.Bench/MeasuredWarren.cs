using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Warren.Contract.Client;
using Warren.Contract.Dms.V1;

namespace Warren.Bench;

/// <summary>A Warren of its own for a measurement: the release build, with its own data folder and port.</summary>
internal sealed class MeasuredWarren : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string folder;
    private readonly ProcessStartInfo command;
    private readonly StringBuilder output = new();
    private Process process;
    private HttpClient? http;

    private MeasuredWarren(string folder, ProcessStartInfo command)
    {
        this.folder = folder;
        this.command = command;
        process = Run();
    }

    /// <summary>credentials.json.</summary>
    public JsonElement Credentials { get; private set; }

    public int Pid => process.Id;

    /// <summary>The SQLite store.</summary>
    public string Database => Path.Combine(folder, "warren.db");

    /// <summary>Process id of an instance's first node.</summary>
    public int NodePid(string instanceId) =>
        int.Parse(File.ReadAllText(Path.Combine(folder, "brokers", instanceId, "0", "handle")).Split(' ')[0], CultureInfo.InvariantCulture);

    public string Text(string member) => Credentials.GetProperty(member).GetString()!;

    /// <summary>Where nodes of this Warren start fast from.</summary>
    public string FastStartFolder => Path.Combine(folder, "fast-start");

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

    /// <param name="warmPool">How many blank instances it keeps.</param>
    /// <param name="fastStartFolder">A prepared folder of another Warren; null: one of its own.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="options">More options of the verb up.</param>
    public static Task<MeasuredWarren> StartAsync(int warmPool, string? fastStartFolder, CancellationToken ct, params string[] options) =>
        StartAsync(warmPool, fastStartFolder, new Dictionary<string, string>(StringComparer.Ordinal), ct, options);

    /// <summary>The same with more variables.</summary>
    public static async Task<MeasuredWarren> StartAsync(
        int warmPool, string? fastStartFolder, IReadOnlyDictionary<string, string> environment, CancellationToken ct, params string[] options)
    {
        var data = Directory.CreateTempSubdirectory("warren-bench-").FullName;
        File.SetUnixFileMode(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var start = new ProcessStartInfo("dotnet", [ServerProgram(), "up", "--data", data, "--urls", "http://127.0.0.1:0", .. options]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["WARREN_Local__WarmPool"] = warmPool.ToString();
        start.Environment["WARREN_Local__FastStartFolder"] = fastStartFolder ?? "";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        foreach (var limit in (IEnumerable<string>)["PerSecondPerAddress", "PerSecondPerAccount"])
        {
            start.Environment[$"WARREN_Limits__Requests{limit}"] = "0"; // none: a measurement asks faster than anybody may
        }

        var warren = new MeasuredWarren(data, start);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (true)
        {
            var file = Path.Combine(data, "credentials.json");
            if (File.Exists(file) && JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(file, patience.Token)) is var credentials
                && credentials.GetProperty("url").GetString() is { Length: > 0 })
            {
                warren.Credentials = credentials;
                return warren;
            }

            await Task.Delay(PollInterval, patience.Token);
        }
    }

    /// <summary>Ends the program; its brokers and its data stay.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])!)
        {
            await kill.WaitForExitAsync(ct);
        }

        await process.WaitForExitAsync(ct);
        process.Dispose();
    }

    /// <summary>Starts it again where it listened, and waits for nothing.</summary>
    public void Begin()
    {
        command.ArgumentList[command.ArgumentList.IndexOf("--urls") + 1] = Text("url");
        process = Run();
    }

    /// <summary>A client for the next measurement.</summary>
    public async Task<DmsClient> SignedInAsync(CancellationToken ct)
    {
        http?.Dispose();
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(Text("url") + "/") };
        var client = new DmsClient(http);
        await client.SignInAsync(Text("account"), Text("user"), Text("password"), Text("project_id"), ct);
        return client;
    }

    public CreateInstanceRequest Order(string product, string name) => new()
    {
        Name = name,
        Engine = "RabbitMQ",
        StorageSpace = 300,
        AccessUser = "user",
        Password = "Bench-1234",
        VpcId = Text("vpc_id"),
        SecurityGroupId = Text("security_group_id"),
        SubnetId = Text("subnet_id"),
        AvailableZones = [Text("zone_id")],
        StorageSpecCode = "dms.physical.storage.ultra",
        ProductId = product,
    };

    /// <summary>Waits until it has said this.</summary>
    public async Task PrintsAsync(string text, CancellationToken ct)
    {
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(PollInterval, ct);
        }
    }

    /// <summary>Waits until a blank instance that it told of has not been given yet.</summary>
    public async Task PoolIsFullAsync(CancellationToken ct)
    {
        while (!Directory.EnumerateFiles(Path.Combine(folder, "brokers"), "blank", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
            .Select(mark => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(mark)!)!))
            .Any(id => Output.Contains($"Blank instance {id} of", StringComparison.Ordinal)))
        {
            await Task.Delay(PollInterval, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        using (var down = Process.Start("dotnet", [ServerProgram(), "down", "--data", folder])!)
        {
            await down.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Process Run()
    {
        var server = Process.Start(command)!;
        server.OutputDataReceived += (_, line) =>
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        };
        server.BeginOutputReadLine();
        return server;
    }

    private static string ServerProgram() => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../publish/Warren.Server/release/Warren.Server.dll"));
}
