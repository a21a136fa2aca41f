using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Network;

public sealed class SubnetsV1Tests(WarrenHost host)
{
    [Fact]
    public async Task A_subnet_goes_through_its_life_with_the_codes_that_clients_insist_on()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();

        var created = (await project.PostAsync("/v1/{pid}/subnets", $$$"""
            {"subnet":{"name":"one","cidr":"192.168.1.0/24","gateway_ip":"192.168.1.1","vpc_id":"{{{vpc}}}","dhcp_enable":"true","primary_dns":"1.1.1.1","secondary_dns":"8.8.8.8"}}
            """)).Expect(200);
        var id = created.Text("subnet.id");
        Assert.Equal(
            "availability_zone:string cidr:string created_at:string description:string dhcp_enable:bool dnsList:array extra_dhcp_opts:array gateway_ip:string id:string "
            + "ipv6_enable:bool name:string neutron_network_id:string neutron_subnet_id:string primary_dns:string secondary_dns:string status:string tenant_id:string "
            + "updated_at:string vpc_id:string",
            created.Shape("subnet"));
        Assert.Equal(("ACTIVE", id), (created.Text("subnet.status"), created.Text("subnet.neutron_network_id")));
        Assert.Equal(["1.1.1.1", "8.8.8.8"], created.List("subnet.dnsList").Select(d => d!.GetValue<string>()));

        Assert.Equal("8.8.8.8", (await project.GetAsync($"/v1/{{pid}}/subnets/{id}")).Expect(200).Text("subnet.secondary_dns"));
        Assert.Equal([id], (await project.GetAsync($"/v1/{{pid}}/subnets?vpc_id={vpc}")).Expect(200).Ids("subnets"));
        var changed = (await project.PutAsync($"/v1/{{pid}}/vpcs/{vpc}/subnets/{id}", """{"subnet":{"name":"two","dhcp_enable":false,"dnsList":["9.9.9.9"]}}""")).Expect(200);
        Assert.Equal(("two", "9.9.9.9", ""), (changed.Text("subnet.name"), changed.Text("subnet.primary_dns"), changed.Text("subnet.secondary_dns")));
        Assert.False(changed.At("subnet.dhcp_enable")!.GetValue<bool>());
        (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}/subnets/{id}")).Expect(204);
        Assert.Equal("VPC.0202", (await project.GetAsync($"/v1/{{pid}}/subnets/{id}")).Expect(404).Text("code"));
    }

    [Theory]
    [InlineData("192.168.0.0/16", 200, null)]
    [InlineData("192.168.3.0/28", 200, null)]
    [InlineData("192.168.3.0/29", 400, "VPC.0201")]
    [InlineData("192.168.3.1/24", 400, "VPC.0201")]
    [InlineData("8.8.8.0/24", 400, "VPC.0201")]
    [InlineData("192.168.0.0/15", 400, "VPC.0201")]
    [InlineData("10.0.0.0/24", 400, "VPC.0203")]
    public async Task A_subnet_lies_in_its_VPC(string cidr, int status, string? code)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync("192.168.0.0/16");

        var answer = (await project.PostAsync("/v1/{pid}/subnets", ProjectClient.SubnetBody(vpc, cidr))).Expect(status);

        Assert.Equal(code, answer.Body!["code"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("192.168.1.0/24", 400)]
    [InlineData("192.168.0.0/16", 400)]
    [InlineData("192.168.1.128/25", 400)]
    [InlineData("192.168.2.0/24", 200)]
    public async Task A_subnet_overlaps_none_of_its_siblings(string cidr, int status)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        await project.NewSubnetAsync(vpc, "192.168.1.0/24");

        var answer = (await project.PostAsync("/v1/{pid}/subnets", ProjectClient.SubnetBody(vpc, cidr))).Expect(status);

        Assert.Equal(status == 400 ? "VPC.0204" : null, answer.Body!["code"]?.GetValue<string>());
        await project.NewSubnetAsync(await project.NewVpcAsync(), cidr); // another VPC does not mind
    }

    [Fact]
    public async Task Of_many_orders_for_one_range_at_once_exactly_one_is_taken()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => project.PostAsync("/v1/{pid}/subnets", ProjectClient.SubnetBody(vpc, "192.168.1.0/24"))));

        Assert.Equal([.. Enumerable.Repeat(200, 1), .. Enumerable.Repeat(400, 11)], answers.Select(a => a.Status).Order());
    }

    [Theory]
    [InlineData("", "192.168.1.1")]
    [InlineData("192.168.1.254", "192.168.1.254")]
    [InlineData("192.168.1.0", null)]
    [InlineData("192.168.1.255", null)]
    [InlineData("192.168.2.1", null)]
    [InlineData("192.168.001.1", null)]
    [InlineData("x", null)]
    public async Task The_gateway_is_an_address_inside_and_the_second_one_by_default(string gateway, string? expected)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();

        var answer = await project.PostAsync("/v1/{pid}/subnets", $$$"""{"subnet":{"name":"s","cidr":"192.168.1.0/24","gateway_ip":"{{{gateway}}}","vpc_id":"{{{vpc}}}"}}""");

        Assert.Equal(expected, answer.Expect(expected is null ? 400 : 200).At("subnet.gateway_ip")?.GetValue<string>());
    }

    [Theory]
    [InlineData("\"name\":\"\"")]
    [InlineData("\"ipv6_enable\":true")]
    [InlineData("\"availability_zone\":\"nowhere\"")]
    [InlineData("\"primary_dns\":\"dns.example\"")]
    [InlineData("\"dnsList\":[\"1.1.1.1\",\"1.1.1.2\",\"1.1.1.3\",\"1.1.1.4\",\"1.1.1.5\",\"1.1.1.6\"]")]
    public async Task What_cannot_be_had_is_refused(string member)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        var name = member.StartsWith("\"name\"", StringComparison.Ordinal) ? "" : "\"name\":\"s\",";

        var answer = await project.PostAsync("/v1/{pid}/subnets", $$$"""{"subnet":{{{{name}}}"cidr":"192.168.1.0/24","vpc_id":"{{{vpc}}}",{{{member}}}}}""");

        Assert.Equal("VPC.0201", answer.Expect(400).Text("code"));
    }

    [Fact]
    public async Task A_subnet_with_a_port_is_not_deleted()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        var subnet = await project.NewSubnetAsync(vpc);
        var port = await project.NewPortAsync(subnet);

        Assert.Equal("VPC.0209", (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}/subnets/{subnet}")).Expect(409).Text("code"));

        (await project.DeleteAsync($"/v1/{{pid}}/ports/{port}")).Expect(204);
        (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}/subnets/{subnet}")).Expect(204);
    }

    [Fact]
    public async Task A_subnet_is_changed_only_under_its_own_VPC_and_seen_only_in_its_own_project()
    {
        var (mine, theirs) = (await ProjectClient.NewProjectAsync(host), await ProjectClient.NewProjectAsync(host));
        var (vpc, other) = (await theirs.NewVpcAsync(), await theirs.NewVpcAsync());
        var subnet = await theirs.NewSubnetAsync(vpc);

        (await theirs.PutAsync($"/v1/{{pid}}/vpcs/{other}/subnets/{subnet}", """{"subnet":{"name":"x"}}""")).Expect(404);
        (await theirs.DeleteAsync($"/v1/{{pid}}/vpcs/{other}/subnets/{subnet}")).Expect(404);
        (await mine.GetAsync($"/v1/{{pid}}/subnets/{subnet}")).Expect(404);
        (await mine.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}/subnets/{subnet}")).Expect(404);
        (await mine.GetAsync($"/v2.0/networks/{subnet}")).Expect(404);
        Assert.Empty((await mine.GetAsync("/v1/{pid}/subnets")).Ids("subnets"));
    }
}
