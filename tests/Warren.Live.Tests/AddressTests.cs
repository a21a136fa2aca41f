using System.Net;
using System.Security.Cryptography;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

public sealed class AddressTests : LiveTest
{
    [Fact]
    public async Task The_address_of_a_deleted_instance_is_free_again()
    {
        // A range with two addresses to give, in the part of 127.0.0.0/8 that Warren never chooses by itself.
        var range = $"127.{RandomNumberGenerator.GetInt32(1, 16)}.{RandomNumberGenerator.GetInt32(0, 256)}.0/29";
        var warren = NewWarren(("WARREN_Local__AddressRange", range), ("WARREN_BOOTSTRAP_VPC_CIDR", "192.168.0.0/16"));
        await warren.StartAsync();
        var api = warren.Api;
        var first = await api.CreateAsync(api.QuickStart("first"));
        var second = await api.CreateAsync(api.QuickStart("second"));
        var address = (await api.ShowAsync(first))!.ConnectAddress;
        Assert.NotEqual(address, (await api.ShowAsync(second))!.ConnectAddress);

        var (status, error) = await api.FailToCreateAsync(api.QuickStart("third"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("subnet_id", error.ErrorMsg, StringComparison.Ordinal);

        await api.RunningAsync(first);
        await api.DeleteAsync(first);
        await api.WatchUntilAsync(first, WarrenClient.Gone);
        await warren.NodeOf(first).AssertGoneAsync(address);
        var third = await api.CreateAsync(api.QuickStart("third"));
        Assert.Equal(address, (await api.ShowAsync(third))!.ConnectAddress);
    }
}
