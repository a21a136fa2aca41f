using System.Diagnostics;
using Warren.Contract.Client;
using Warren.Contract.Dms.V1;

namespace Warren.Bench.FirstLogin;

/// <summary>POST sent → first AMQP login of the customer's user, and stock boot → first login, in turn; the ratio is what counts.</summary>
internal static class FirstLoginBench
{
    public static async Task<int> RunAsync(int rounds, CancellationToken ct)
    {
        await using var warren = await MeasuredWarren.StartAsync(ct);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(warren.Text("url") + "/") };
        var client = new DmsClient(http);
        await client.SignInAsync(warren.Text("account"), warren.Text("user"), warren.Text("password"), warren.Text("project_id"), ct);
        var ours = new List<double>();
        var running = new List<double>();
        var stock = new List<double>();
        var ourMemory = 0.0;
        var stockMemory = 0.0;
        for (var round = 0; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await using (var broker = await StockBroker.StartAsync(ct))
            {
                await AmqpLogin.WaitAsync(StockBroker.Address, "guest", "guest", ct);
                stock.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
                stockMemory = Memory.ProportionalMiB(broker.Pid);
            }

            started = Stopwatch.GetTimestamp();
            var id = await client.CreateInstanceAsync(Order(warren, $"bench-{round}"), ct);
            var address = (await client.FindInstanceAsync(id, ct))!.ConnectAddress;
            await AmqpLogin.WaitAsync(address, "user", "Bench-1234", ct);
            ours.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            while ((await client.FindInstanceAsync(id, ct))!.Status != "RUNNING")
            {
                await Task.Delay(5, ct);
            }

            running.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            ourMemory = Memory.ProportionalMiB(int.Parse((await File.ReadAllTextAsync(Path.Combine(warren.NodeFolder(id), "handle"), ct)).Split(' ')[0]));
            await client.DeleteInstanceAsync(id, ct);
            while (await client.FindInstanceAsync(id, ct) is not null)
            {
                await Task.Delay(5, ct);
            }

            Console.WriteLine($"round {round + 1}: stock {stock[^1]:0.00} s, order to login {ours[^1]:0.00} s, order to RUNNING {running[^1]:0.00} s");
        }

        Print("stock boot to first login", stock);
        Print("order to first login", ours);
        Print("order to RUNNING", running);
        Console.WriteLine($"ratio of the medians, order to first login / stock: {Median(ours) / Median(stock):0.00}");
        Console.WriteLine($"memory (PSS): Warren {Memory.ProportionalMiB(warren.Pid):0} MiB, a node {ourMemory:0} MiB, a stock node {stockMemory:0} MiB");
        return 0;
    }

    private static CreateInstanceRequest Order(MeasuredWarren warren, string name) => new()
    {
        Name = name,
        Engine = "RabbitMQ",
        StorageSpace = 100,
        AccessUser = "user",
        Password = "Bench-1234",
        VpcId = warren.Text("vpc_id"),
        SecurityGroupId = warren.Text("security_group_id"),
        SubnetId = warren.Text("subnet_id"),
        AvailableZones = [warren.Text("zone_id")],
        StorageSpecCode = "dms.physical.storage.ultra",
        ProductId = "00300-30109-0--0",
    };

    private static void Print(string name, List<double> seconds) =>
        Console.WriteLine($"{name,-28} median {Median(seconds):0.00} s, {seconds.Min():0.00} to {seconds.Max():0.00}");

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
