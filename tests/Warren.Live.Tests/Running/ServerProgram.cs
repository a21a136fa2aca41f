using System.Diagnostics;

namespace Warren.Live.Tests.Running;

/// <summary>The server as it was built beside these tests; it runs as a process, as users run it.</summary>
internal static class ServerProgram
{
    /// <summary>artifacts/publish/Warren.Server/release/Warren.Server.dll, as users run it; of a debug build what the build left.</summary>
    public static string Library
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            var library = Path.Combine(own.Parent!.Parent!.Parent!.FullName, own.Name == "release" ? "publish" : "bin", "Warren.Server", own.Name, "Warren.Server.dll");
            return File.Exists(library) ? library : throw new FileNotFoundException($"Build src/Warren.Server first ({own.Name}): there is no {library}");
        }
    }

    /// <summary>How to start it; of the WARREN_ variables it sees only the given ones.</summary>
    /// <param name="arguments">The verb and its options.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="library">Another build of it.</param>
    public static ProcessStartInfo Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string? library = null)
    {
        var start = new ProcessStartInfo("dotnet", [library ?? Library, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n.StartsWith("WARREN_", StringComparison.Ordinal)))
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
