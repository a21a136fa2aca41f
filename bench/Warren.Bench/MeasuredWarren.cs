using System.Diagnostics;
using System.Text.Json;

namespace Warren.Bench;

/// <summary>A Warren of its own for a measurement: the release build, with its own data folder and port.</summary>
internal sealed class MeasuredWarren : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string folder;
    private readonly Process process;

    private MeasuredWarren(string folder, Process process, JsonElement credentials)
    {
        this.folder = folder;
        this.process = process;
        Credentials = credentials;
    }

    /// <summary>credentials.json.</summary>
    public JsonElement Credentials { get; }

    public int Pid => process.Id;

    /// <summary>A node's folder.</summary>
    public string NodeFolder(string instanceId) => Path.Combine(folder, "brokers", instanceId, "0");

    public string Text(string member) => Credentials.GetProperty(member).GetString()!;

    /// <param name="ct">Gives up.</param>
    /// <param name="options">More options of the verb up.</param>
    public static async Task<MeasuredWarren> StartAsync(CancellationToken ct, params string[] options)
    {
        var data = Directory.CreateTempSubdirectory("warren-bench-").FullName;
        File.SetUnixFileMode(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var start = new ProcessStartInfo("dotnet", [ServerProgram(), "up", "--data", data, "--urls", "http://127.0.0.1:0", .. options]) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var limit in (IEnumerable<string>)["PerSecondPerAddress", "PerSecondPerAccount"])
        {
            start.Environment[$"WARREN_Limits__Requests{limit}"] = "0"; // none: a measurement asks faster than anybody may
        }

        var server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (true)
        {
            var file = Path.Combine(data, "credentials.json");
            if (File.Exists(file) && JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(file, patience.Token)) is var credentials
                && credentials.GetProperty("url").GetString() is { Length: > 0 })
            {
                return new MeasuredWarren(data, server, credentials);
            }

            await Task.Delay(PollInterval, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (var down = Process.Start("dotnet", [ServerProgram(), "down", "--data", folder])!)
        {
            await down.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string ServerProgram() => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Warren.Server/release/Warren.Server.dll"));
}
