using System.Diagnostics;

namespace Warren.Live.Tests.Machine;

/// <summary>Waits for what must come to be; the limits are generous, since a broker's boot takes seconds and more on a busy machine.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks until what is seen is enough, and returns it.</summary>
    public static async Task<T> See<T>(string what, Func<Task<T>> look, Func<T, bool> enough, TimeSpan? within = null)
    {
        var limit = within ?? Generous;
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (enough(seen))
            {
                return seen;
            }

            if (Stopwatch.GetElapsedTime(began) > limit)
            {
                Assert.Fail($"Not within {limit.TotalSeconds} s: {what}. Last seen: {seen}");
            }

            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The same for what is simply true at some time.</summary>
    public static Task Holds(string what, Func<bool> condition) => See(what, () => Task.FromResult(condition()), seen => seen);

    /// <summary>For what must not happen: the condition is looked at all this time.</summary>
    public static async Task Always(string what, Func<Task<bool>> condition, TimeSpan time)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time;)
        {
            Assert.True(await condition(), $"No longer so after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s: {what}");
            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
        }
    }
}
