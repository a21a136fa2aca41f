using Warren.Engine.Reconcile;

namespace Warren.Engine.Tests.Reconcile;

/// <summary>How soon a node that does not stay up is started again.</summary>
public sealed class RetryStateTests
{
    private static readonly ReconcileOptions Options = new()
    {
        LongestBackoff = TimeSpan.FromSeconds(10),
        StartAttempts = 7,
        RestAfterAttempts = TimeSpan.FromSeconds(500),
    };

    private readonly RetryState retry = new();
    private DateTimeOffset now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void The_first_start_happens_at_once_and_the_next_ones_after_pauses_that_double_up_to_the_longest_and_then_comes_a_rest()
    {
        Assert.Equal([0, 1, 2, 4, 8, 10, 10, 500, 1, 2, 4], Enumerable.Range(0, 11).Select(_ => StartWhenAllowed()));
    }

    [Fact]
    public void A_pause_that_is_partly_over_is_only_waited_for_to_its_end()
    {
        StartWhenAllowed();
        now += TimeSpan.FromMilliseconds(300);

        Assert.Equal(TimeSpan.FromMilliseconds(700), retry.PauseBefore(0, now, Options));
        Assert.Equal(TimeSpan.FromMilliseconds(700), retry.PauseBefore(0, now, Options)); // asking is not starting
    }

    [Fact]
    public void A_node_rests_after_its_last_attempt_and_only_until_the_rest_is_over()
    {
        for (var start = 0; start < Options.StartAttempts; start++)
        {
            Assert.False(retry.Rests(0, now, Options));
            StartWhenAllowed();
        }

        Assert.True(retry.Rests(0, now, Options));
        Assert.True(retry.Rests(0, now + Options.RestAfterAttempts - TimeSpan.FromTicks(1), Options));
        Assert.False(retry.Rests(0, now + Options.RestAfterAttempts, Options));
    }

    [Fact]
    public void A_node_that_keeps_failing_does_not_hold_up_another()
    {
        for (var start = 0; start < Options.StartAttempts; start++)
        {
            StartWhenAllowed();
        }

        Assert.Equal(TimeSpan.Zero, retry.PauseBefore(1, now, Options));
    }

    [Fact]
    public void Nodes_that_have_served_are_started_at_once_again()
    {
        for (var start = 0; start < 5; start++)
        {
            StartWhenAllowed();
        }

        retry.Succeeded();

        Assert.Equal([0, 1], [StartWhenAllowed(), StartWhenAllowed()]);
    }

    [Fact]
    public void A_new_order_is_a_new_beginning_and_the_same_order_is_none()
    {
        retry.Begin(4);
        StartWhenAllowed();
        retry.Begin(4);
        Assert.NotEqual(TimeSpan.Zero, retry.PauseBefore(0, now, Options));

        retry.Begin(5);

        Assert.Equal(TimeSpan.Zero, retry.PauseBefore(0, now, Options));
    }

    /// <summary>Starts node 0, after the pause if there is one.</summary>
    /// <returns>The pause in seconds.</returns>
    private double StartWhenAllowed()
    {
        var pause = retry.PauseBefore(0, now, Options);
        now += pause;
        Assert.Equal(TimeSpan.Zero, retry.PauseBefore(0, now, Options));
        retry.Started(0, now, Options);
        return pause.TotalSeconds;
    }
}
