using Warren.Live.Tests.Machine;

namespace Warren.Live.Tests.Running;

/// <summary>The folder that nodes start fast from, prepared once by a Warren of its own and shared by all that the tests start.</summary>
public sealed class PreparedRelease : IAsyncLifetime
{
    /// <summary>What Warren says once nodes start fast.</summary>
    public const string ReadyText = "Nodes start fast, from ";

    /// <summary>Below the kernel's folder for temporary files: brokers' own user has to pass.</summary>
    internal static string Folder { get; } = $"/tmp/warren-fast-{Path.GetRandomFileName()[..8]}";

    public async ValueTask InitializeAsync()
    {
        await using var warren = new WarrenProcess();
        await warren.StartAsync();
        await ReadyAsync(warren);
    }

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Waits until nodes of this Warren start fast.</summary>
    internal static Task ReadyAsync(WarrenProcess warren) =>
        Eventually.See("nodes start fast", () => Task.FromResult(warren.Output), output => output.Contains(ReadyText, StringComparison.Ordinal));
}
