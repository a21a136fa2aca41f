using Warren.Engine.Runtimes.Local.FastStart;

namespace Warren.Engine.Tests.Runtimes.Local.FastStart;

/// <summary>A prepared folder is used only while it is whole.</summary>
public sealed class PreparedReleaseTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("warren-prepared-").FullName;

    public PreparedReleaseTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "plugins"));
        File.WriteAllText(Module, "code");
        File.WriteAllText(Launcher, "");
        Unfinished();
    }

    private string Module => Path.Combine(folder, "plugins", "rabbit.beam");

    private string Launcher => Path.Combine(folder, "erlexec");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_folder_that_was_not_finished_is_not_opened()
    {
        Assert.False(PreparedRelease.IsFinished(folder));
        Assert.Null(PreparedRelease.Open(folder));
    }

    [Fact]
    public void A_finished_folder_is_opened_and_whole()
    {
        PreparedRelease.Finish(folder);

        Assert.True(PreparedRelease.Open(folder)!.IsWhole());
    }

    [Theory]
    [InlineData("")] // a full disk
    [InlineData("kode")] // of the same size
    [InlineData(null)]
    public void A_folder_whose_file_was_changed_or_is_gone_is_not_opened(string? content)
    {
        PreparedRelease.Finish(folder);
        Change(content);

        Assert.Null(PreparedRelease.Open(folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void A_file_that_loses_content_or_is_gone_later_is_noticed_before_the_next_use(string? content)
    {
        PreparedRelease.Finish(folder);
        var prepared = PreparedRelease.Open(folder)!;
        Change(content);

        Assert.False(prepared.IsWhole());
    }

    [Fact]
    public void It_is_not_used_once_the_launcher_is_gone_or_from_another_place()
    {
        PreparedRelease.Finish(folder);
        var prepared = PreparedRelease.Open(folder)!;
        var moved = folder + "-moved";
        Directory.Move(folder, moved);

        Assert.Null(PreparedRelease.Open(moved));
        Assert.False(prepared.IsWhole());

        Directory.Move(moved, folder);
    }

    private void Change(string? content)
    {
        File.Delete(Module);
        if (content is not null)
        {
            File.WriteAllText(Module, content);
        }
    }

    private void Unfinished() => PreparedRelease.Unfinished(
        folder,
        new LaunchTemplate { Program = Launcher, Before = [], After = [], Boot = PreparedRelease.BootIn(folder), Environment = new Dictionary<string, string>(StringComparer.Ordinal) });
}
