using Warren.Engine.Network;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>Orders whose network exists and does not fit.</summary>
public sealed class SurroundingsTests(WarrenHost host)
{
    [Fact]
    public async Task A_subnet_of_another_VPC_is_refused()
    {
        var other = await AddAsync(new Engine.Network.Vpc { Id = NewId(), ProjectId = host.Credentials.ProjectId, Name = "other", Cidr = "10.0.0.0/8", CreatedAt = default });

        await AssertRefusedAsync("vpc_id", other.Id, "111400018", "subnet_id");
    }

    [Fact]
    public async Task A_subnet_without_DHCP_is_refused()
    {
        var subnet = await AddAsync(new Subnet
        {
            Id = NewId(),
            ProjectId = host.Credentials.ProjectId,
            VpcId = host.Credentials.VpcId,
            Name = "static",
            Cidr = "10.200.0.0/24",
            GatewayIp = "10.200.0.1",
            DhcpEnabled = false,
            CreatedAt = default,
        });

        await AssertRefusedAsync("subnet_id", subnet.Id, "111400020", "subnet_id");
    }

    [Theory]
    [InlineData("ingress")]
    [InlineData("egress")]
    public async Task A_security_group_that_lets_everything_pass_in_one_direction_only_is_refused(string direction)
    {
        var id = NewId();
        var group = await AddAsync(new SecurityGroup
        {
            Id = id,
            ProjectId = host.Credentials.ProjectId,
            Name = "half",
            CreatedAt = default,
            Rules = [.. SecurityGroupRule.Defaults(id, default).Where(r => r.Direction == direction)],
        });

        await AssertRefusedAsync("security_group_id", group.Id, "111400048", "security_group_id");
    }

    [Fact]
    public async Task What_belongs_to_another_project_does_not_exist()
    {
        var vpc = await AddAsync(new Engine.Network.Vpc { Id = NewId(), ProjectId = "0123456789abcdef0123456789abcdef", Name = "foreign", Cidr = "10.0.0.0/8", CreatedAt = default });

        await AssertRefusedAsync("vpc_id", vpc.Id, "111400068", "vpc_id");
    }

    [Fact]
    public async Task A_subnet_with_no_address_left_is_refused_by_name()
    {
        // A /28 has 16 addresses: 5 at the start and 1 at the end stay free, so one cluster of 7 fits and no second.
        var subnet = await AddAsync(new Subnet
        {
            Id = NewId(),
            ProjectId = host.Credentials.ProjectId,
            VpcId = host.Credentials.VpcId,
            Name = "small",
            Cidr = "10.201.0.0/28",
            GatewayIp = "10.201.0.1",
            CreatedAt = default,
        });
        var change = $$"""{"subnet_id":"{{subnet.Id}}","product_id":"00300-30213-0--0","storage_space":700}""";
        await host.CreateAsync(OrderChange.Apply(host.Order(), change));

        Refusal.Is(await host.CallAsync("POST", host.Instances, OrderChange.Apply(host.Order(), change).ToJsonString()), 400, "111400063", "subnet_id");
    }

    private static string NewId() => Guid.NewGuid().ToString("D");

    private async Task<T> AddAsync<T>(T row)
        where T : class
    {
        await using var store = host.OpenStore();
        store.Add(row);
        await store.SaveChangesAsync();
        return row;
    }

    private async Task AssertRefusedAsync(string member, string value, string code, string names) =>
        Refusal.Is(await host.CallAsync("POST", host.Instances, OrderChange.Apply(host.Order(), OrderChange.Text(member, value)).ToJsonString()), 400, code, names);
}
