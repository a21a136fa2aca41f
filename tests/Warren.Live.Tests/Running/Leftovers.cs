using System.Net;
using Warren.Live.Tests.Machine;

namespace Warren.Live.Tests.Running;

/// <summary>Ends what belongs to a data folder, and looks whether it is all gone.</summary>
internal static class Leftovers
{
    /// <summary>The data is to be removed, so brokers need no time to save it.</summary>
    private static readonly Dictionary<string, string> Hurry = new(StringComparer.Ordinal) { ["WARREN_Local__StopTimeout"] = "00:00:01" };

    public static async Task EndAllAsync(WarrenProcess warren)
    {
        var rangeFile = Path.Combine(warren.Data, "brokers", "address-range");
        var range = File.Exists(rangeFile) ? IPNetwork.Parse((await File.ReadAllTextAsync(rangeFile)).Trim()) : (IPNetwork?)null;
        try
        {
            await warren.DownAsync(new Dictionary<string, string>(warren.Environment.Concat(Hurry), StringComparer.Ordinal));
            await ProcessTable.AssertNoneNamesAsync(warren.Data);
            if (range is { } addresses)
            {
                Assert.Empty(await Listeners.InAsync(addresses));
                Assert.DoesNotContain(FirewallTable.Of(addresses), await FirewallTable.ListAsync(), StringComparison.Ordinal);
            }
        }
        finally
        {
            foreach (var left in ProcessTable.Naming(warren.Data))
            {
                ProcessTable.Kill(left.Pid); // only after a failure: this test's own, and nobody else would end it
            }

            Directory.Delete(warren.Data, recursive: true);
        }
    }
}
