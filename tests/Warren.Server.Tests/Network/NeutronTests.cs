using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Network;

public sealed class NeutronTests(WarrenHost host)
{
    [Fact]
    public async Task A_network_a_subnet_and_a_router_become_a_VPC_with_its_subnet()
    {
        var project = await ProjectClient.NewProjectAsync(host);

        var network = (await project.PostAsync("/v2.0/networks", """{"network":{"name":"net"}}""")).Expect(201);
        Assert.Equal(
            "admin_state_up:bool availability_zone_hints:array availability_zones:array created_at:string description:string id:string mtu:number name:string "
            + "port_security_enabled:bool project_id:string router:external:bool shared:bool status:string subnets:array tags:array tenant_id:string updated_at:string",
            network.Shape("network"));
        var networkId = network.Text("network.id");
        Assert.Empty((await project.GetAsync("/v1/{pid}/subnets")).Ids("subnets"));

        var subnet = (await project.PostAsync("/v2.0/subnets", $$$"""
            {"subnet":{"name":"sub","network_id":"{{{networkId}}}","cidr":"192.168.0.0/24","ip_version":4,"dns_nameservers":["1.1.1.1"]}}
            """)).Expect(201);
        Assert.Equal(
            "allocation_pools:array cidr:string created_at:string description:string dns_nameservers:array enable_dhcp:bool gateway_ip:string host_routes:array id:string "
            + "ip_version:number ipv6_address_mode:null ipv6_ra_mode:null name:string network_id:string project_id:string service_types:array subnetpool_id:null tags:array "
            + "tenant_id:string updated_at:string",
            subnet.Shape("subnet"));
        var subnetId = subnet.Text("subnet.id");
        Assert.Equal(("192.168.0.1", "192.168.0.5", "192.168.0.254"), (subnet.Text("subnet.gateway_ip"), subnet.Text("subnet.allocation_pools.0.start"), subnet.Text("subnet.allocation_pools.0.end")));

        var router = (await project.PostAsync("/v2.0/routers", """{"router":{"name":"r","admin_state_up":true}}""")).Expect(201);
        Assert.Equal(
            "admin_state_up:bool availability_zone_hints:array availability_zones:array created_at:string description:string distributed:bool external_gateway_info:object "
            + "ha:bool id:string name:string project_id:string routes:array status:string tags:array tenant_id:string updated_at:string",
            router.Shape("router"));
        var routerId = router.Text("router.id");
        var added = (await project.PutAsync($"/v2.0/routers/{routerId}/add_router_interface", $$"""{"subnet_id":"{{subnetId}}"}""")).Expect(200);
        Assert.Equal((subnetId, routerId, networkId), (added.Text("subnet_id"), added.Text("id"), added.Text("network_id")));
        Assert.True(Guid.TryParse(added.Text("port_id"), out _));

        var vpcSubnet = (await project.GetAsync($"/v1/{{pid}}/subnets/{networkId}")).Expect(200);
        Assert.Equal((routerId, subnetId, "net"), (vpcSubnet.Text("subnet.vpc_id"), vpcSubnet.Text("subnet.neutron_subnet_id"), vpcSubnet.Text("subnet.name")));
        Assert.Equal("", (await project.GetAsync($"/v1/{{pid}}/vpcs/{routerId}")).Text("vpc.cidr"));
        Assert.Equal("192.168.0.0/16", (await project.PutAsync($"/{{pid}}/vpcs/{routerId}", """{"vpc":{"cidr":"192.168.0.0/16"}}""")).Expect(200).Text("vpc.cidr"));
    }

    [Fact]
    public async Task What_hangs_on_a_router_is_taken_off_before_it_goes()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        var network = await project.NewSubnetAsync(vpc);
        var subnet = (await project.GetAsync($"/v1/{{pid}}/subnets/{network}")).Text("subnet.neutron_subnet_id");

        Assert.Equal("RouterInUse", (await project.DeleteAsync($"/v2.0/routers/{vpc}")).Expect(409).Text("NeutronError.type"));
        Assert.Equal("SubnetInUse", (await project.DeleteAsync($"/v2.0/subnets/{subnet}")).Expect(409).Text("NeutronError.type"));
        Assert.Equal("NetworkInUse", (await project.DeleteAsync($"/v2.0/networks/{network}")).Expect(409).Text("NeutronError.type"));
        (await project.PutAsync($"/v2.0/routers/{vpc}/add_router_interface", $$"""{"subnet_id":"{{subnet}}"}""")).Expect(409);
        var port = await project.NewPortAsync(network);
        Assert.Equal("SubnetInUse", (await project.PutAsync($"/v2.0/routers/{vpc}/remove_router_interface", $$"""{"subnet_id":"{{subnet}}"}""")).Expect(409).Text("NeutronError.type"));
        (await project.DeleteAsync($"/v2.0/ports/{port}")).Expect(204);

        (await project.PutAsync($"/v2.0/routers/{vpc}/remove_router_interface", $$"""{"subnet_id":"{{subnet}}"}""")).Expect(200);
        (await project.GetAsync($"/v1/{{pid}}/subnets/{network}")).Expect(404);
        (await project.DeleteAsync($"/v2.0/routers/{vpc}")).Expect(204);
        (await project.DeleteAsync($"/v2.0/subnets/{subnet}")).Expect(204);
        (await project.GetAsync($"/v2.0/subnets/{subnet}")).Expect(404);
        (await project.DeleteAsync($"/v2.0/networks/{network}")).Expect(204);
        Assert.Equal("NetworkNotFound", (await project.GetAsync($"/v2.0/networks/{network}")).Expect(404).Text("NeutronError.type"));
    }

    [Fact]
    public async Task An_interface_is_removed_by_its_port_too()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        await project.NewSubnetAsync(vpc);
        var port = (await project.GetAsync($"/v2.0/ports?device_id={vpc}")).Ids("ports")[0];

        Assert.Equal(port, (await project.PutAsync($"/v2.0/routers/{vpc}/remove_router_interface", $$"""{"port_id":"{{port}}"}""")).Expect(200).Text("port_id"));
        (await project.PutAsync($"/v2.0/routers/{vpc}/remove_router_interface", $$"""{"port_id":"{{port}}"}""")).Expect(404);
    }

    [Fact]
    public async Task A_subnet_that_does_not_fit_is_not_taken_by_a_router()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync("192.168.0.0/16");
        await project.NewSubnetAsync(vpc, "192.168.0.0/24");
        async Task<Reply> AttachAsync(string cidr)
        {
            var network = (await project.PostAsync("/v2.0/networks", """{"network":{}}""")).Expect(201).Text("network.id");
            var subnet = (await project.PostAsync("/v2.0/subnets", $$$"""{"subnet":{"network_id":"{{{network}}}","cidr":"{{{cidr}}}"}}""")).Expect(201).Text("subnet.id");
            return await project.PutAsync($"/v2.0/routers/{vpc}/add_router_interface", $$"""{"subnet_id":"{{subnet}}"}""");
        }

        (await AttachAsync("10.0.0.0/24")).Expect(400);
        (await AttachAsync("192.168.0.128/25")).Expect(400);
        (await AttachAsync("192.168.1.0/24")).Expect(200);
    }

    [Fact]
    public async Task A_network_has_one_subnet()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var network = await project.NewSubnetAsync(await project.NewVpcAsync());

        (await project.PostAsync("/v2.0/subnets", $$$"""{"subnet":{"network_id":"{{{network}}}","cidr":"10.0.0.0/24"}}""")).Expect(409);
        (await project.PostAsync("/v2.0/subnets", """{"subnet":{"network_id":"x","cidr":"10.0.0.0/24"}}""")).Expect(404);
        (await project.PostAsync("/v2.0/subnets", """{"subnet":{"network_id":"x","cidr":"fd00::/64","ip_version":6}}""")).Expect(400);
    }

    [Theory]
    [InlineData("networks", "network")]
    [InlineData("subnets", "subnet")]
    [InlineData("routers", "router")]
    [InlineData("security-groups", "security_group")]
    public async Task A_name_is_found_in_two_steps(string collection, string envelope)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        var network = await project.NewSubnetAsync(vpc);
        var group = await project.NewGroupAsync("subnet-test");
        (await project.PutAsync($"/v1/{{pid}}/vpcs/{vpc}", """{"vpc":{"name":"subnet-test"}}""")).Expect(200);

        (await project.GetAsync($"/v2.0/{collection}/subnet-test")).Expect(404);
        var found = (await project.GetAsync($"/v2.0/{collection}?name=subnet-test")).Expect(200);

        var id = Assert.Single(found.Ids(envelope + "s"));
        Assert.Equal("subnet-test", (await project.GetAsync($"/v2.0/{collection}/{id}")).Expect(200).Text($"{envelope}.name"));
        Assert.Equal(envelope switch { "network" => network, "router" => vpc, "security_group" => group, _ => id }, id);
        var changed = (await project.PutAsync($"/v2.0/{collection}/{id}", $$$"""{"{{{envelope}}}":{"name":"renamed"}}""")).Expect(200);
        Assert.Equal("renamed", changed.Text($"{envelope}.name"));
        Assert.Empty((await project.GetAsync($"/v2.0/{collection}?name=subnet-test")).Ids(envelope + "s"));
    }

    [Fact]
    public async Task A_long_list_says_where_it_goes_on()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        for (var i = 0; i < 3; i++)
        {
            (await project.PostAsync("/v2.0/networks", """{"network":{"name":"n"}}""")).Expect(201);
        }

        var page = (await project.GetAsync("/vpc/v2.0/networks?name=n&limit=2")).Expect(200);

        Assert.Equal(2, page.Ids("networks").Count);
        Assert.Equal("next", page.Text("networks_links.0.rel"));
        var next = new Uri(page.Text("networks_links.0.href"));
        Assert.StartsWith("/vpc/v2.0/networks?", next.PathAndQuery, StringComparison.Ordinal);
        var last = (await project.GetAsync(next.PathAndQuery)).Expect(200);
        Assert.Single(last.Ids("networks"));
        Assert.Null(last.At("networks_links"));
    }

    [Fact]
    public async Task The_external_network_is_everybodys_and_nobodys()
    {
        var project = await ProjectClient.NewProjectAsync(host);

        var list = (await project.GetAsync("/v2.0/networks?router:external=True")).Expect(200);

        var id = Assert.Single(list.Ids("networks"));
        Assert.True(list.At("networks.0.router:external")!.GetValue<bool>());
        Assert.Equal("admin_external_net", (await project.GetAsync($"/v2.0/networks/{id}")).Expect(200).Text("network.name"));
        (await project.DeleteAsync($"/v2.0/networks/{id}")).Expect(403);
        (await project.PutAsync($"/v2.0/networks/{id}", """{"network":{"name":"mine"}}""")).Expect(403);
        (await project.PostAsync("/v2.0/subnets", $$$"""{"subnet":{"network_id":"{{{id}}}","cidr":"10.0.0.0/24"}}""")).Expect(403);
        Assert.Empty((await project.GetAsync("/v2.0/networks?router:external=false")).Ids("networks"));
    }

    [Fact]
    public async Task Another_projects_things_are_not_listed_even_when_asked_for()
    {
        var (mine, theirs) = (await ProjectClient.NewProjectAsync(host), await ProjectClient.NewProjectAsync(host));
        var vpc = await theirs.NewVpcAsync();
        await theirs.NewSubnetAsync(vpc);

        foreach (var collection in (string[])["networks", "subnets", "routers", "ports", "security-groups", "security-group-rules", "floatingips"])
        {
            Assert.Empty((await mine.GetAsync($"/v2.0/{collection}?tenant_id={theirs.ProjectId}")).Expect(200).List(collection.Replace('-', '_')));
        }

        (await mine.PutAsync($"/v2.0/routers/{vpc}/add_router_interface", """{"subnet_id":"x"}""")).Expect(404);
    }
}
