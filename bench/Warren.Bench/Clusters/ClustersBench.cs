using System.Diagnostics;
using Warren.Contract.Client;
using Warren.Contract.Dms.V1;

namespace Warren.Bench.Clusters;

/// <summary>
/// Orders clusters of three, one after the other, and counts those that were shown as RUNNING and were not whole. For comparison, of 100 fresh clusters formed
/// by nodes that start together with RabbitMQ's default delays, 7 were wrong (rabbitmq/cluster-operator issue 662).
/// </summary>
internal static class ClustersBench
{
    public static async Task<int> RunAsync(int rounds, int minutes, CancellationToken ct)
    {
        await using var warren = await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, ct);
        var client = await warren.SignedInAsync(ct);
        var began = Stopwatch.GetTimestamp();
        var seconds = new List<double>();
        var wrong = 0;
        var failed = 0;
        while (seconds.Count + failed < rounds && Stopwatch.GetElapsedTime(began).TotalMinutes < minutes)
        {
            var started = Stopwatch.GetTimestamp();
            var id = await client.CreateInstanceAsync(Order(warren, seconds.Count + failed), ct);
            var instance = await UntilSettledAsync(client, id, ct);
            if (instance.Status == "RUNNING")
            {
                seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
                var fault = await ClusterFault.FindAsync(instance, ct);
                wrong += fault is null ? 0 : 1;
                Console.WriteLine($"round {seconds.Count + failed}: RUNNING after {seconds[^1]:0.0} s, {fault ?? "whole"}");
            }
            else
            {
                failed++;
                Console.WriteLine($"round {seconds.Count + failed}: {instance.Status} {instance.ErrorCode}");
            }

            await client.DeleteInstanceAsync(id, ct);
            while (await client.FindInstanceAsync(id, ct) is not null)
            {
                await Task.Delay(20, ct);
            }
        }

        Console.WriteLine($"{seconds.Count + failed} clusters of three ordered: {wrong} shown as RUNNING and not whole, {failed} not RUNNING");
        Console.WriteLine($"order to RUNNING: median {seconds.Order().ElementAt(seconds.Count / 2):0.0} s, {seconds.Min():0.0} to {seconds.Max():0.0}");
        return wrong + failed == 0 ? 0 : 1;
    }

    private static async Task<InstanceResponse> UntilSettledAsync(DmsClient client, string id, CancellationToken ct)
    {
        while (true)
        {
            var instance = (await client.FindInstanceAsync(id, ct))!;
            if (instance.Status != "CREATING")
            {
                return instance;
            }

            await Task.Delay(50, ct);
        }
    }

    private static CreateInstanceRequest Order(MeasuredWarren warren, int number) =>
        warren.Order("00300-30209-0--0", $"bench-{number}") with { AccessUser = ClusterFault.User, Password = ClusterFault.Password };
}
