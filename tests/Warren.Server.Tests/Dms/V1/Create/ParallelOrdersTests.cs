using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1.Create;

public sealed class ParallelOrdersTests(WarrenHost host)
{
    private const int AtOnce = 32;

    [Fact]
    public async Task Of_many_orders_of_one_name_at_the_same_moment_exactly_one_is_accepted()
    {
        var order = host.Order().ToJsonString();

        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => host.CallAsync("POST", host.Instances, order)));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Refusal.Is(a, 400, "111400060", "name"));
    }

    [Fact]
    public async Task Many_orders_at_the_same_moment_are_all_accepted_and_share_no_address()
    {
        var orders = Enumerable.Range(0, AtOnce).Select(_ => OrderChange.Apply(host.Order(), """{"product_id":"00300-30209-0--0","storage_space":300}""").ToJsonString()).ToList();

        var answers = await Task.WhenAll(orders.Select(order => host.CallAsync("POST", host.Instances, order)));

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        var shown = await Task.WhenAll(answers.Select(a => host.ShowAsync(a.Json.GetProperty("instance_id").GetString()!)));
        var addresses = shown.SelectMany(i => i.GetProperty("connect_address").GetString()!.Split(',')).ToList();
        Assert.Equal((3 * AtOnce, 3 * AtOnce), (addresses.Count, addresses.Distinct().Count()));
    }
}
