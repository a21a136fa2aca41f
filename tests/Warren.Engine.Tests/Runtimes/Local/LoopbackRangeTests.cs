using System.Net;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Local;

namespace Warren.Engine.Tests.Runtimes.Local;

/// <summary>Which part of 127.0.0.0/8 belongs to one Warren.</summary>
public sealed class LoopbackRangeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("warren-test-range-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Claims_at_the_same_moment_are_all_different()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => LoopbackRange.Claim(File(n), ""))));
        try
        {
            Assert.Distinct(claims.Select(c => c.Network));
            Assert.All(claims, c => Assert.Equal((16, 127), (c.Network.PrefixLength, c.Network.BaseAddress.GetAddressBytes()[0])));
            Assert.All(claims, c => Assert.InRange(c.Network.BaseAddress.GetAddressBytes()[1], 16, 254));
        }
        finally
        {
            Array.ForEach(claims, c => c.Dispose());
        }
    }

    [Fact]
    public void A_range_is_kept_over_restarts_and_is_held_by_one_at_a_time()
    {
        IPNetwork chosen;
        using (var claim = LoopbackRange.Claim(File(0), ""))
        {
            chosen = claim.Network;
            var refused = Assert.Throws<RuntimeUnavailableException>(() => LoopbackRange.Claim(File(0), ""));
            Assert.Contains(chosen.ToString(), refused.Message, StringComparison.Ordinal);
        }

        using var again = LoopbackRange.Claim(File(0), "");
        Assert.Equal(chosen, again.Network);
    }

    [Fact]
    public void A_configured_range_wins_and_is_not_written_down()
    {
        using var claim = LoopbackRange.Claim(File(0), "127.255.240.0/24");

        Assert.Equal(IPNetwork.Parse("127.255.240.0/24"), claim.Network);
        Assert.False(System.IO.File.Exists(File(0)));
    }

    [Theory]
    [InlineData("10.0.0.0/16")]
    [InlineData("127.0.0.0/8")]
    [InlineData("127.255.240.0/30")]
    [InlineData("127.255.240.0")]
    [InlineData("somewhere")]
    [InlineData("::1/64")]
    public void A_range_that_cannot_be_used_is_named(string range)
    {
        Assert.Contains(range, Assert.Throws<RuntimeUnavailableException>(() => LoopbackRange.Claim(File(0), range)).Message, StringComparison.Ordinal);
    }

    private string File(int number) => Path.Combine(folder.FullName, $"range-{number}");
}
