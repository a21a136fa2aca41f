using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Network;

public sealed class PortTests(WarrenHost host)
{
    [Theory]
    [InlineData("/v1/{pid}/ports", 200)]
    [InlineData("/v2.0/ports", 201)]
    public async Task A_port_takes_an_address_of_its_subnet(string path, int status)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var subnet = await project.NewSubnetAsync(await project.NewVpcAsync());
        var group = await project.NewGroupAsync();

        var created = (await project.PostAsync(path, $$$"""{"port":{"name":"p","network_id":"{{{subnet}}}","security_groups":["{{{group}}}"]}}""")).Expect(status);

        var id = created.Text("port.id");
        Assert.Equal(
            "admin_state_up:bool allowed_address_pairs:array binding:vnic_type:string created_at:string description:string device_id:string device_owner:string dns_assignment:array "
            + "dns_name:string extra_dhcp_opts:array fixed_ips:array id:string instance_id:string instance_type:string mac_address:string name:string network_id:string "
            + "port_security_enabled:bool project_id:string security_groups:array status:string tenant_id:string updated_at:string",
            created.Shape("port"));
        Assert.StartsWith("192.168.0.", created.Text("port.fixed_ips.0.ip_address"), StringComparison.Ordinal);
        Assert.Equal("DOWN", created.Text("port.status"));
        Assert.Equal("p", (await project.GetAsync($"{path}/{id}")).Expect(200).Text("port.name"));
        Assert.Equal([id], (await project.GetAsync($"{path}?network_id={subnet}&name=p")).Expect(200).Ids("ports"));
        Assert.Equal("VPC.0601", (await project.GetAsync("/v1/{pid}/security-groups?limit=9999")).Expect(400).Text("code"));
        (await project.DeleteAsync($"/v1/{{pid}}/security-groups/{group}")).Expect(409);
        var changed = (await project.PutAsync($"{path}/{id}", """{"port":{"name":"q","security_groups":[]}}""")).Expect(200);
        Assert.Equal(("q", 0), (changed.Text("port.name"), changed.List("port.security_groups").Count));
        (await project.DeleteAsync($"{path}/{id}")).Expect(204);
        (await project.GetAsync($"{path}/{id}")).Expect(404);
        (await project.DeleteAsync($"/v1/{{pid}}/security-groups/{group}")).Expect(204);
    }

    [Theory]
    [InlineData("192.168.0.5", 200)]
    [InlineData("192.168.0.14", 200)]
    [InlineData("192.168.0.4", 400)]
    [InlineData("192.168.0.15", 400)]
    [InlineData("192.168.0.7", 400)] // the gateway
    [InlineData("192.168.1.5", 400)]
    [InlineData("x", 400)]
    public async Task A_wanted_address_lies_among_the_usable_ones(string address, int status)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        var subnet = (await project.PostAsync("/v1/{pid}/subnets", $$$"""
            {"subnet":{"name":"s","cidr":"192.168.0.0/28","gateway_ip":"192.168.0.7","vpc_id":"{{{vpc}}}"}}
            """)).Expect(200).Text("subnet.id");

        (await project.PostAsync("/v1/{pid}/ports", $$$"""{"port":{"network_id":"{{{subnet}}}","fixed_ips":[{"ip_address":"{{{address}}}"}]}}""")).Expect(status);
    }

    [Fact]
    public async Task An_address_is_given_once_and_a_used_up_subnet_says_so_until_one_is_freed()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var subnet = await project.NewSubnetAsync(await project.NewVpcAsync(), "192.168.0.0/28");
        List<Reply> ports = [];
        for (var i = 0; i < 10; i++)
        {
            ports.Add((await project.PostAsync("/v1/{pid}/ports", $$$"""{"port":{"network_id":"{{{subnet}}}"}}""")).Expect(200));
        }

        Assert.Equal(Enumerable.Range(5, 10).Select(i => $"192.168.0.{i}").Order(), ports.Select(p => p.Text("port.fixed_ips.0.ip_address")).Order());
        (await project.PostAsync("/v1/{pid}/ports", $$$"""{"port":{"network_id":"{{{subnet}}}"}}""")).Expect(409);
        Assert.Equal("VPC.0707", (await project.PostAsync("/v1/{pid}/ports", $$$"""
            {"port":{"network_id":"{{{subnet}}}","fixed_ips":[{"ip_address":"192.168.0.9"}]}}
            """)).Expect(409).Text("code"));

        (await project.DeleteAsync($"/v1/{{pid}}/ports/{ports[0].Text("port.id")}")).Expect(204);
        var again = (await project.PostAsync("/v1/{pid}/ports", $$$"""{"port":{"network_id":"{{{subnet}}}"}}""")).Expect(200);
        Assert.Equal(ports[0].Text("port.fixed_ips.0.ip_address"), again.Text("port.fixed_ips.0.ip_address"));
    }

    [Fact]
    public async Task A_gateway_has_a_port_that_nobody_can_change()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        await project.NewSubnetAsync(vpc);

        var list = await project.GetAsync($"/v2.0/ports?device_id={vpc}&device_owner=network:router_interface_distributed");

        var id = Assert.Single(list.Ids("ports"));
        Assert.Equal(("192.168.0.1", "ACTIVE"), (list.Text("ports.0.fixed_ips.0.ip_address"), list.Text("ports.0.status")));
        Assert.Equal("PortInUse", (await project.DeleteAsync($"/v2.0/ports/{id}")).Expect(409).Text("NeutronError.type"));
        (await project.PutAsync($"/v2.0/ports/{id}", """{"port":{"name":"x"}}""")).Expect(409);
    }

    [Fact]
    public async Task Another_projects_port_and_network_are_not_found()
    {
        var (mine, theirs) = (await ProjectClient.NewProjectAsync(host), await ProjectClient.NewProjectAsync(host));
        var subnet = await theirs.NewSubnetAsync(await theirs.NewVpcAsync());
        var port = await theirs.NewPortAsync(subnet);

        (await mine.GetAsync($"/v1/{{pid}}/ports/{port}")).Expect(404);
        (await mine.DeleteAsync($"/v2.0/ports/{port}")).Expect(404);
        (await mine.PostAsync("/v1/{pid}/ports", $$$"""{"port":{"network_id":"{{{subnet}}}"}}""")).Expect(404);
        Assert.Empty((await mine.GetAsync("/v1/{pid}/ports")).Ids("ports"));
    }
}
