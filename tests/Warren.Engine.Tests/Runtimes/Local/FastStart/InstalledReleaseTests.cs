using Warren.Engine.Runtimes.Local.FastStart;

namespace Warren.Engine.Tests.Runtimes.Local.FastStart;

public sealed class InstalledReleaseTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("warren-release-").FullName;
    private readonly InstalledRelease release;

    public InstalledReleaseTests()
    {
        release = new InstalledRelease(Path.Combine(root, "rabbitmq", "sbin", "rabbitmq-server"), Path.Combine(root, "rabbitmq", "plugins"), Path.Combine(root, "erlang"));
        foreach (var folder in (string[])["rabbitmq/sbin", "rabbitmq/plugins/rabbit-3.10.8/ebin", "erlang/bin", "erlang/lib/ssl-10.8.7/ebin", "erlang/erts-13.1.5/bin"])
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        File.WriteAllText(release.ServerScript, "#!/bin/sh");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Its_key_is_the_same_as_long_as_nothing_changes_and_another_for_other_plugins()
    {
        Assert.Equal(release.Key("[a]."), release.Key("[a]."));
        Assert.NotEqual(release.Key("[a]."), release.Key("[b]."));
    }

    [Theory]
    [InlineData("rabbitmq/sbin/rabbitmq-server")]
    [InlineData("rabbitmq/plugins/rabbit-3.10.8/ebin")]
    [InlineData("rabbitmq/plugins/added-1.0/ebin")]
    [InlineData("erlang/lib/ssl-10.8.7/ebin")]
    [InlineData("erlang/erts-13.1.5/bin")]
    public void Its_key_changes_with_every_part_that_a_package_replaces(string part)
    {
        var before = release.Key("[a].");
        var path = Path.Combine(root, part);
        if (part.EndsWith("server", StringComparison.Ordinal))
        {
            File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
        else
        {
            Directory.CreateDirectory(path);
            Directory.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        Assert.NotEqual(before, release.Key("[a]."));
    }

    [Fact]
    public void A_start_script_without_unpacked_applications_beside_it_is_not_known() =>
        Assert.Throws<FastStartException>(() => InstalledRelease.Find("/bin/sh"));
}
