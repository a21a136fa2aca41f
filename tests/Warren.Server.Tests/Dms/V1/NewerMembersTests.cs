using System.Text.Json;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V1;

/// <summary>Members of the reference data that the reference does not have and that clients decode, with the types that they insist on (as real clients need it).</summary>
public sealed class NewerMembersTests(WarrenHost host)
{
    [Fact]
    public async Task A_zone_says_whether_it_is_the_default_and_has_room()
    {
        var zone = (await host.GetAsync("/v1.0/availableZones")).Json.GetProperty("available_zones")[0];

        Assert.True(zone.GetProperty("default_az").GetBoolean());
        Assert.False(zone.GetProperty("soldOut").GetBoolean());
        Assert.False(zone.GetProperty("ipv6_enable").GetBoolean());
        Assert.Equal(0u, zone.GetProperty("remain_time").GetUInt32());
    }

    [Fact]
    public async Task An_I_O_class_has_its_older_name_too()
    {
        var classes = (await host.GetAsync("/v1.0/products")).Json.GetProperty("Hourly")[0].GetProperty("values")[0].GetProperty("detail")[0].GetProperty("io");

        Assert.Equal(
            [("normal", "SATA"), ("high", "SAS"), ("ultra", "SSD")],
            classes.EnumerateArray().Select((JsonElement c) => (c.GetProperty("io_type").GetString(), c.GetProperty("volume_type").GetString())));
    }
}
