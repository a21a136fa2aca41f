using Warren.Contract.Client;
using Warren.Contract.Dms.V1;

namespace Warren.Bench;

/// <summary>Orders that are waited for.</summary>
internal static class Orders
{
    /// <returns>The id of the instance, which runs.</returns>
    public static async Task<string> RunningAsync(this DmsClient client, CreateInstanceRequest order, CancellationToken ct)
    {
        var id = await client.CreateInstanceAsync(order, ct);
        await client.SettledAsync(id, ct);
        return id;
    }

    /// <summary>Waits until nothing is being done with it.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task SettledAsync(this DmsClient client, string id, CancellationToken ct)
    {
        while (await client.FindInstanceAsync(id, ct) is { Status: not "RUNNING" } instance)
        {
            if (instance.Status.EndsWith("FAILED", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{id} is {instance.Status}: {instance.ErrorCode}");
            }

            await Task.Delay(10, ct);
        }
    }
}
