using Warren.Engine.Reconcile;

namespace Warren.Engine.Tests.Reconcile;

/// <summary>How soon a broker that does not stay up is started again.</summary>
public sealed class RetryStateTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly RetryState retry = new();
    private DateTimeOffset now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void The_first_start_happens_at_once_and_the_next_ones_after_pauses_that_double_up_to_the_longest()
    {
        Assert.Equal([null, 1, 2, 4, 8, 10, 10, 10], Enumerable.Range(0, 8).Select(_ => StartWhenAllowed()));
    }

    [Fact]
    public void A_pause_that_is_partly_over_is_only_waited_for_to_its_end()
    {
        StartWhenAllowed();
        now += TimeSpan.FromMilliseconds(300);

        Assert.Equal(TimeSpan.FromMilliseconds(700), retry.PauseBefore(now, Longest));
        Assert.Equal(TimeSpan.FromMilliseconds(700), retry.PauseBefore(now, Longest)); // asking is not starting
    }

    [Fact]
    public void A_broker_that_has_served_is_started_at_once_again()
    {
        for (var start = 0; start < 5; start++)
        {
            StartWhenAllowed();
        }

        retry.Succeeded();

        Assert.Equal([null, 1], [StartWhenAllowed(), StartWhenAllowed()]);
    }

    [Fact]
    public void A_thousand_failures_are_not_waited_for_longer()
    {
        for (var start = 0; start < 1000; start++)
        {
            StartWhenAllowed();
        }

        Assert.Equal(10, StartWhenAllowed());
    }

    /// <summary>Starts, after the pause if there is one.</summary>
    /// <returns>The pause in seconds.</returns>
    private double? StartWhenAllowed()
    {
        var pause = retry.PauseBefore(now, Longest);
        if (pause is { } time)
        {
            now += time;
            Assert.Null(retry.PauseBefore(now, Longest));
        }

        return pause?.TotalSeconds;
    }
}
