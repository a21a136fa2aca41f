using Warren.Server.Http;

namespace Warren.Server.Tests.Http;

public sealed class RateBucketsTests
{
    private static readonly LimitOptions Limits = new() { RequestsPerSecondPerAddress = 5, RequestsPerSecondPerAccount = 0, SignInsPerMinutePerAddress = 3 };

    [Theory]
    [InlineData(Limit.OfAddress, 10)] // twice what a second gives
    [InlineData(Limit.SignInsOfAddress, 3)]
    public void A_bucket_is_full_at_the_start_and_says_when_to_come_again(Limit limit, int full)
    {
        var buckets = new RateBuckets(Limits);
        var who = new Limited(limit, "10.0.0.1");
        for (var i = 0; i < full; i++)
        {
            Assert.Null(buckets.Take(who));
        }

        while (buckets.Take(who) is null)
        {
            // what came in meanwhile
        }

        Assert.InRange(buckets.Take(who) ?? TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Null(buckets.Take(who with { Subject = "10.0.0.2" }));
    }

    [Fact]
    public void Without_a_limit_there_is_no_end() =>
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.Null(new RateBuckets(Limits).Take(new Limited(Limit.OfAccount, "account"))));

    [Fact]
    public void Of_many_who_came_once_and_not_again_nothing_is_kept()
    {
        var buckets = new RateBuckets(Limits with { RequestsPerSecondPerAddress = 1_000_000 });
        for (var i = 0; i < 50_000; i++)
        {
            buckets.Take(new Limited(Limit.OfAddress, $"{i}"));
        }

        Assert.InRange(buckets.Count, 1, 20_000);
    }
}
