using System.Diagnostics;
using System.Globalization;
using Warren.Engine.Runtimes.Local;

namespace Warren.Engine.Tests.Runtimes.Local;

/// <summary>Which process is the node.</summary>
public sealed class NodeHandleTests
{
    // /proc/PID/stat: pid, name, state, then 18 numbers, then the start time (field 22), then more.
    private const string Fields = "3015 3064 3064 0 -1 4194560 191 77 0 1 0 0 0 0 20 0 1 0 29239 2654208 207";

    [Theory]
    [InlineData("sh")]
    [InlineData("beam.smp")]
    [InlineData("a name with blanks")]
    [InlineData("(sd-pam)")]
    [InlineData("))((")]
    [InlineData(") S 1 2 3 (")]
    [InlineData("")]
    public void A_process_may_be_called_anything(string name)
    {
        Assert.Equal((3064, 'S', 29239L), NodeHandle.ParseStat($"3064 ({name}) S {Fields}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3064")]
    [InlineData("3064 sh S " + Fields)]
    [InlineData("3064 (sh")]
    [InlineData("3064 )sh( S " + Fields)]
    [InlineData("(sh) S " + Fields)]
    [InlineData("x (sh) S " + Fields)]
    [InlineData("3064 (sh) S 3015 3064")]
    [InlineData("3064 (sh) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 soon 20")]
    public void What_is_no_stat_line_is_no_handle(string line)
    {
        Assert.Null(NodeHandle.ParseStat(line));
    }

    [Fact]
    public void This_process_lives_under_its_own_handle_and_under_no_other()
    {
        var (pid, _, ticks) = NodeHandle.ParseStat(File.ReadAllText("/proc/self/stat"))!.Value;
        var boot = NodeHandle.CurrentBootId();

        Assert.Equal(Environment.ProcessId, pid);
        Assert.True(new NodeHandle(pid, ticks, boot).Lives());
        Assert.False(new NodeHandle(pid, ticks + 1, boot).Lives()); // the id was given to another process
        Assert.False(new NodeHandle(pid, ticks, Guid.NewGuid().ToString()).Lives()); // the machine was started again
        Assert.False(new NodeHandle(int.MaxValue, ticks, boot).Lives());
    }

    [Fact]
    public async Task A_process_that_has_ended_lives_no_more()
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sleep", "60"))!;
        var (pid, _, ticks) = NodeHandle.ParseStat(await File.ReadAllTextAsync($"/proc/{process.Id}/stat"))!.Value;
        var handle = new NodeHandle(pid, ticks, NodeHandle.CurrentBootId());
        Assert.True(handle.Lives());

        process.Kill();
        await process.WaitForExitAsync();

        Assert.False(handle.Lives());
    }

    [Fact]
    public void A_file_holds_a_handle_or_nothing()
    {
        var file = Path.Combine(Path.GetTempPath(), $"warren-test-handle-{Guid.NewGuid():N}");
        try
        {
            Assert.Null(NodeHandle.Read(file));
            Assert.Null(NodeHandle.Read(Path.Combine(file, "below")));
            File.WriteAllText(file, "");
            Assert.Null(NodeHandle.Read(file));
            File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"3064 (sh) S {Fields}\n"));
            Assert.Null(NodeHandle.Read(file)); // cut off before its second line
            File.AppendAllText(file, "6b3fd1a7\n");
            Assert.Equal(new NodeHandle(3064, 29239, "6b3fd1a7"), NodeHandle.Read(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
