using System.Diagnostics;

namespace Warren.Server.Tests.Hosting;

/// <summary>Waits for what must come to be.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        for (var began = Stopwatch.GetTimestamp(); !await condition();)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "It does not come to be.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
