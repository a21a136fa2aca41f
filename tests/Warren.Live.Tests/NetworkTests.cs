using System.Net;
using System.Security.Cryptography;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>Brokers on the subnet's own addresses, behind the rules of their security group: as root, with iproute2 and nftables.</summary>
public sealed class NetworkTests : LiveTest
{
    private const int AmqpPort = 5672;

    [Fact]
    public async Task Brokers_have_addresses_of_their_subnet_and_their_security_group_decides_who_reaches_them()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "addresses and firewall rules need root");
        var subnet = $"10.{RandomNumberGenerator.GetInt32(200, 250)}.{RandomNumberGenerator.GetInt32(0, 256)}.0/24";
        var warren = NewWarren(
            ("WARREN_Local__AddressMode", "Alias"), ("WARREN_Local__SecurityGroups", "true"), ("WARREN_Local__Bandwidth", "true"),
            ("WARREN_BOOTSTRAP_VPC_CIDR", subnet), ("WARREN_BOOTSTRAP_SUBNET_CIDR", subnet));
        await warren.StartAsync();
        var range = IPNetwork.Parse((await File.ReadAllTextAsync(Path.Combine(warren.Data, "brokers", "address-range"))).Trim());
        var (publicId, publicAddress) = await warren.Api.AllocatePublicIpAsync();
        var cluster = await warren.Api.RunningAsync(await warren.Api.CreateAsync(
            warren.Api.Cluster("guarded", 3) with { EnablePublicIp = true, PublicIpId = publicId }));
        var nodes = cluster.ConnectAddress.Split(',').Select(a => cluster with { ConnectAddress = a }).ToList();
        Assert.All(nodes, n => Assert.True(IPNetwork.Parse(subnet).Contains(IPAddress.Parse(n.ConnectAddress))));
        Assert.Equal(3, (await OwnAddressesAsync(subnet)).Count);

        // A new group lets in its own members only, and nobody is one here; Warren itself came in, since the cluster runs.
        Assert.All(await AnswersAsync([.. nodes, nodes[0] with { ConnectAddress = publicAddress }]), Assert.False);

        var rule = await warren.Api.OpenPortAsync(AmqpPort);
        await EventuallyAsync(answer: true, nodes[0]);
        await Amqp.WorksAsync(nodes[2]);
        await Amqp.WorksAsync(nodes[0] with { ConnectAddress = publicAddress });
        Assert.False(await Amqp.LogsInAsync(nodes[0] with { Port = 15672 }));
        Assert.Contains($"ip saddr {publicAddress} limit rate over 625000 bytes/second", Plain(await FirewallTable.ShowAsync(range)), StringComparison.Ordinal);

        await warren.KillAsync();
        Assert.True(await Amqp.LogsInAsync(nodes[1]), "the rules outlive Warren as the brokers do");
        await FirewallTable.RemoveAsync(range);
        await warren.StartAsync();
        await Eventually.See("the table that somebody removed is there again", FirewallTable.ListAsync, t => t.Contains(FirewallTable.Of(range), StringComparison.Ordinal));

        await using (await Amqp.ConnectAsync(nodes[0]))
        {
            await warren.Api.ClosePortAsync(rule);
            await EventuallyAsync(answer: false, nodes[0]);
        }

        await warren.Api.DeleteAsync(cluster.InstanceId);
        await warren.Api.WatchUntilAsync(cluster.InstanceId, WarrenClient.Gone);
        Assert.Empty(await OwnAddressesAsync(subnet));
    }

    private static async Task<IReadOnlyList<bool>> AnswersAsync(IReadOnlyList<InstanceResponse> instances) => await Task.WhenAll(instances.Select(Amqp.LogsInAsync));

    private static Task EventuallyAsync(bool answer, InstanceResponse instance) =>
        Eventually.See($"the broker {(answer ? "lets in" : "keeps out")}", () => Amqp.LogsInAsync(instance), a => a == answer);

    private static async Task<IReadOnlyList<string>> OwnAddressesAsync(string subnet) =>
        [.. (await Command.RunAsync("/usr/sbin/ip", "-o", "-4", "address", "show", "to", subnet)).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>nft writes rates in the largest unit that is exact.</summary>
    private static string Plain(string table) => table.Replace("610 kbytes/second 360 bytes", "625000 bytes/second", StringComparison.Ordinal);
}
