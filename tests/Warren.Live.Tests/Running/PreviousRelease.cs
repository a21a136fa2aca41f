using System.Diagnostics;
using System.Text.RegularExpressions;
using Warren.Live.Tests.Machine;

namespace Warren.Live.Tests.Running;

/// <summary>The newest release of CHANGELOG.md, built from the history of this repository; kept in artifacts/releases for the next run.</summary>
internal static partial class PreviousRelease
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Its server program; the test is skipped in a clone whose history does not reach back to it.</summary>
    public static async Task<string> BuildAsync()
    {
        await OneAtATime.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return await BuildOnceAsync();
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<string> BuildOnceAsync()
    {
        var commit = Heading().Match(Repository.Read("CHANGELOG.md")).Groups["commit"].Value;
        Assert.SkipUnless((await GitAsync("cat-file", "-e", commit)).ExitCode == 0, $"The history of this clone does not reach back to the release at {commit}.");

        var folder = Repository.PathOf("artifacts", "releases", commit);
        var built = Path.Combine(folder, ".built"); // written last, so that a build that was cut off is begun again
        if (!File.Exists(built))
        {
            Directory.CreateDirectory(folder);
            var archive = folder + ".tar";
            (await GitAsync("archive", "--output", archive, commit)).Succeeded();
            (await Command.RunAsync("tar", "-xf", archive, "-C", folder)).Succeeded();
            File.Delete(archive);

            // It was checked when it was released.
            (await Command.RunAsync(
                "dotnet", "build", Path.Combine(folder, "src", "Warren.Server"), "-c", "Release", "-v", "quiet", "-nologo", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false",
                "-p:RestoreLockedMode=true", "-nodeReuse:false")).Succeeded();
            await File.WriteAllTextAsync(built, "");
        }

        return Path.Combine(folder, "artifacts", "bin", "Warren.Server", "release", "Warren.Server.dll");
    }

    private static Task<CommandResult> GitAsync(params string[] arguments) => Command.RunAsync(new ProcessStartInfo("git", ["-C", Repository.PathOf(), .. arguments]));

    [GeneratedRegex("^## [0-9.]+ \\((?<commit>[0-9a-f]{40})\\)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();
}
