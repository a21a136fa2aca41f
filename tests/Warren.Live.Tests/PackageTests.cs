using System.Diagnostics;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>The Debian package, of programs that are built already; it is unpacked beside the machine, not installed.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("warren-package-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_its_service_starts_is_in_it_and_runs_and_its_settings_are_private()
    {
        Directory.CreateDirectory(Path.Combine(folder, "built"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "built", "warren"), Path.GetDirectoryName(ServerProgram.Library)!);
        Directory.CreateSymbolicLink(Path.Combine(folder, "built", "warren-cli"), Repository.PathOf("artifacts", "bin", "Warren.Cli", "release"));
        var build = new ProcessStartInfo(Repository.PathOf("packaging", "debian", "build"), ["--published", Path.Combine(folder, "built"), folder]);
        build.Environment["DPKG_DEB_COMPRESSOR_TYPE"] = "none";

        var package = (await Command.RunAsync(build)).Succeeded().TrimEnd().Split('\n')[^1];

        var root = Path.Combine(folder, "root");
        (await Command.RunAsync("dpkg-deb", "--raw-extract", package, root)).Succeeded();
        var unit = await File.ReadAllLinesAsync(Path.Combine(root, "usr/lib/systemd/system/warren.service"), TestContext.Current.CancellationToken);
        var program = Assert.Single(unit, l => l.StartsWith("ExecStart=", StringComparison.Ordinal)).Split('=', ' ')[1];
        (await Command.RunAsync(root + program, "migrate", "--data", Path.Combine(folder, "data"))).Succeeded();
        Assert.True(File.Exists(Path.Combine(folder, "data", "warren.db")));
        (await Command.RunAsync(root + new FileInfo(Path.Combine(root, "usr/bin/warrenctl")).LinkTarget, "--version")).Succeeded();

        const string Settings = "/etc/warren/warren.env";
        Assert.Contains(unit, l => l == "EnvironmentFile=-" + Settings);
        Assert.Equal(Settings, (await File.ReadAllTextAsync(Path.Combine(root, "DEBIAN/conffiles"), TestContext.Current.CancellationToken)).Trim());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(root + Settings));
        Assert.True(File.Exists(Path.Combine(root, "usr/share/doc/warren/settings.md")));
    }
}
