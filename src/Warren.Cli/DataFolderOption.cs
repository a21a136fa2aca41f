using System.CommandLine;

namespace Warren.Cli;

/// <summary>--data, as the server understands it.</summary>
internal static class DataFolderOption
{
    public static Option<string> Create() => new("--data")
    {
        Description = "Data folder of the Warren to talk to. Default: WARREN_DATA, else /var/lib/warren for root, else ~/.local/share/warren.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WARREN_DATA") is { Length: > 0 } folder ? folder : Default(),
    };

    private static string Default() => Environment.UserName == "root"
        ? "/var/lib/warren"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "warren");
}
