using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Network;

public sealed class PublicIpTests(WarrenHost host)
{
    [Fact]
    public async Task A_public_address_goes_through_its_life_with_the_codes_that_clients_insist_on()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var port = await project.NewPortAsync(await project.NewSubnetAsync(await project.NewVpcAsync()));

        var created = (await project.PostAsync("/v1/{pid}/publicips", ProjectClient.PublicIpBody)).Expect(200);
        var id = created.Text("publicip.id");
        Assert.Equal(
            "alias:string bandwidth_id:string bandwidth_name:string bandwidth_share_type:string bandwidth_size:number create_time:string enterprise_project_id:string id:string "
            + "ip_version:number port_id:null private_ip_address:null public_ip_address:string public_ipv6_address:null status:string tenant_id:string type:string",
            created.Shape("publicip"));
        Assert.Equal(("DOWN", "5_bgp", 5), (created.Text("publicip.status"), created.Text("publicip.type"), created.Number("publicip.bandwidth_size")));
        Assert.StartsWith("127.255.", created.Text("publicip.public_ip_address"), StringComparison.Ordinal);

        var bound = (await project.PutAsync($"/v1/{{pid}}/publicips/{id}", $$$"""{"publicip":{"port_id":"{{{port}}}"}}""")).Expect(200);
        Assert.Equal(("ACTIVE", port, "192.168.0.5"), (bound.Text("publicip.status"), bound.Text("publicip.port_id"), bound.Text("publicip.private_ip_address")));
        Assert.Equal([id], (await project.GetAsync($"/v1/{{pid}}/publicips?port_id={port}")).Expect(200).Ids("publicips"));
        Assert.Equal("VPC.0517", (await project.DeleteAsync($"/v1/{{pid}}/publicips/{id}")).Expect(409).Text("code"));
        var named = (await project.PutAsync($"/v1/{{pid}}/publicips/{id}", """{"publicip":{"alias":"front"}}""")).Expect(200);
        Assert.Equal(("front", "ACTIVE"), (named.Text("publicip.alias"), named.Text("publicip.status")));

        var unbound = (await project.PutAsync($"/v1/{{pid}}/publicips/{id}", """{"publicip":{"port_id":""}}""")).Expect(200);
        Assert.Equal("DOWN", unbound.Text("publicip.status"));
        Assert.Null(unbound.At("publicip.private_ip_address"));
        (await project.DeleteAsync($"/v1/{{pid}}/publicips/{id}")).Expect(204);
        Assert.Equal("VPC.0504", (await project.GetAsync($"/v1/{{pid}}/publicips/{id}")).Expect(404).Text("code"));
    }

    [Fact]
    public async Task An_address_has_one_port_and_a_port_one_address()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var subnet = await project.NewSubnetAsync(await project.NewVpcAsync());
        var (port, other) = (await project.NewPortAsync(subnet), await project.NewPortAsync(subnet));
        var (ip, second) = (await project.NewPublicIpAsync(), await project.NewPublicIpAsync());
        (await project.PutAsync($"/v1/{{pid}}/publicips/{ip}", $$$"""{"publicip":{"port_id":"{{{port}}}"}}""")).Expect(200);

        (await project.PutAsync($"/v1/{{pid}}/publicips/{ip}", $$$"""{"publicip":{"port_id":"{{{port}}}"}}""")).Expect(200);
        Assert.Equal("VPC.0510", (await project.PutAsync($"/v1/{{pid}}/publicips/{ip}", $$$"""{"publicip":{"port_id":"{{{other}}}"}}""")).Expect(409).Text("code"));
        Assert.Equal("VPC.0511", (await project.PutAsync($"/v1/{{pid}}/publicips/{second}", $$$"""{"publicip":{"port_id":"{{{port}}}"}}""")).Expect(409).Text("code"));
        (await project.DeleteAsync($"/v1/{{pid}}/ports/{port}")).Expect(204);
        Assert.Equal("DOWN", (await project.GetAsync($"/v1/{{pid}}/publicips/{ip}")).Text("publicip.status"));
    }

    [Theory]
    [InlineData("""{"publicip":{"type":"5_bgp"},"bandwidth":{"share_type":"PER","size":1}}""", 200, null)]
    [InlineData("""{"publicip":{"type":"5_bgp"},"bandwidth":{"share_type":"PER","size":2000},"enterprise_project_id":0}""", 200, null)]
    [InlineData("""{"publicip":{"type":"5_bgp"},"bandwidth":{"share_type":"PER","size":0}}""", 400, "VPC.0301")]
    [InlineData("""{"publicip":{"type":"5_bgp"},"bandwidth":{"share_type":"PER","size":2001}}""", 400, "VPC.0301")]
    [InlineData("""{"publicip":{"type":"5_bgp"},"bandwidth":{"share_type":"PER"}}""", 400, "VPC.0301")]
    [InlineData("""{"publicip":{"type":"5_bgp"},"bandwidth":{"share_type":"WHOLE","id":"x"}}""", 400, "VPC.0301")]
    [InlineData("""{"publicip":{"type":"5_bgp"},"bandwidth":{"share_type":"PER","size":5,"charge_mode":"beer"}}""", 400, "VPC.0301")]
    [InlineData("""{"publicip":{"type":"5_bgp"}}""", 400, "VPC.0301")]
    [InlineData("""{"publicip":{},"bandwidth":{"share_type":"PER","size":5}}""", 400, "VPC.0501")]
    [InlineData("""{"bandwidth":{"share_type":"PER","size":5}}""", 400, "VPC.0501")]
    [InlineData("""{"publicip":{"type":"5_bgp","ip_address":"10.0.0.1"},"bandwidth":{"share_type":"PER","size":5}}""", 400, "VPC.0501")]
    [InlineData("""{"publicip":{"type":"5_bgp","ip_address":"127.255.255.255"},"bandwidth":{"share_type":"PER","size":5}}""", 400, "VPC.0501")]
    [InlineData("""{"publicip":{"type":"5_bgp"},"bandwidth":{"share_type":"PER","size":5},"enterprise_project_id":"x"}""", 400, "VPC.0011")]
    public async Task An_order_is_checked(string body, int status, string? code)
    {
        var project = await ProjectClient.NewProjectAsync(host);

        Assert.Equal(code, (await project.PostAsync("/v1/{pid}/publicips", body)).Expect(status).Body!["code"]?.GetValue<string>());
    }

    [Fact]
    public async Task A_wanted_address_is_given_once()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var body = """{"publicip":{"type":"5_bgp","ip_address":"127.255.0.9"},"bandwidth":{"share_type":"PER","size":5}}""";

        Assert.Equal("127.255.0.9", (await project.PostAsync("/v1/{pid}/publicips", body)).Expect(200).Text("publicip.public_ip_address"));
        (await project.PostAsync("/v1/{pid}/publicips", body)).Expect(409);
    }

    [Fact]
    public async Task Every_address_has_a_bandwidth_of_its_own()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var ip = await project.NewPublicIpAsync();
        var id = (await project.GetAsync($"/v1/{{pid}}/publicips/{ip}")).Text("publicip.bandwidth_id");

        var bandwidth = (await project.GetAsync($"/v1/{{pid}}/bandwidths/{id}")).Expect(200);

        Assert.Equal(
            "bandwidth_type:string billing_info:string charge_mode:string created_at:string enterprise_project_id:string id:string name:string publicip_info:array "
            + "share_type:string size:number status:string tenant_id:string updated_at:string",
            bandwidth.Shape("bandwidth"));
        Assert.Equal(("bw-test", "traffic", "bgp"), (bandwidth.Text("bandwidth.name"), bandwidth.Text("bandwidth.charge_mode"), bandwidth.Text("bandwidth.bandwidth_type")));
        Assert.Equal(ip, bandwidth.Text("bandwidth.publicip_info.0.publicip_id"));
        Assert.Equal([id], (await project.GetAsync("/v1/{pid}/bandwidths")).Expect(200).Ids("bandwidths"));
        (await project.GetAsync("/v1/{pid}/bandwidths/x")).Expect(404);
    }

    [Fact]
    public async Task V3_shows_the_same_address()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var ip = await project.NewPublicIpAsync();

        var shown = (await project.GetAsync($"/v3/{{pid}}/eip/publicips/{ip}")).Expect(200);

        Assert.Equal(
            "alias:string associate_instance_id:null associate_instance_type:null bandwidth:object created_at:string description:string enterprise_project_id:string id:string "
            + "ip_version:number project_id:string public_ip_address:string public_ipv6_address:null publicip_pool_name:string status:string type:string updated_at:string vnic:null",
            shown.Shape("publicip"));
        Assert.Equal([ip], (await project.GetAsync("/v3/{pid}/eip/publicips")).Expect(200).Ids("publicips"));
    }

    [Fact]
    public async Task The_neutron_calls_show_it_as_a_floating_address()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        var port = await project.NewPortAsync(await project.NewSubnetAsync(vpc));
        var external = (await project.GetAsync("/v2.0/networks?router:external=true")).Ids("networks")[0];

        var created = (await project.PostAsync("/v2.0/floatingips", $$$"""{"floatingip":{"floating_network_id":"{{{external}}}","description":"d"}}""")).Expect(201);
        var id = created.Text("floatingip.id");
        Assert.Equal(
            "created_at:string description:string dns_domain:string dns_name:string fixed_ip_address:null floating_ip_address:string floating_network_id:string id:string "
            + "port_id:null project_id:string router_id:null status:string tags:array tenant_id:string updated_at:string",
            created.Shape("floatingip"));
        var bound = (await project.PutAsync($"/v2.0/floatingips/{id}", $$$"""{"floatingip":{"port_id":"{{{port}}}"}}""")).Expect(200);
        Assert.Equal(("ACTIVE", vpc), (bound.Text("floatingip.status"), bound.Text("floatingip.router_id")));
        Assert.Equal("ACTIVE", (await project.PutAsync($"/v2.0/floatingips/{id}", """{"floatingip":{"description":"e"}}""")).Expect(200).Text("floatingip.status"));
        Assert.Equal([id], (await project.GetAsync("/v2.0/floatingips?status=ACTIVE")).Ids("floatingips"));
        Assert.Equal(id, (await project.GetAsync($"/v1/{{pid}}/publicips/{id}")).Text("publicip.id"));
        Assert.Equal("FloatingIPInUse", (await project.DeleteAsync($"/v2.0/floatingips/{id}")).Expect(409).Text("NeutronError.type"));
        Assert.Equal("DOWN", (await project.PutAsync($"/v2.0/floatingips/{id}", """{"floatingip":{"port_id":null}}""")).Expect(200).Text("floatingip.status"));
        (await project.DeleteAsync($"/v2.0/floatingips/{id}")).Expect(204);
        (await project.PostAsync("/v2.0/floatingips", """{"floatingip":{"floating_network_id":"x"}}""")).Expect(400);
    }

    [Fact]
    public async Task Another_projects_address_and_bandwidth_are_not_found()
    {
        var (mine, theirs) = (await ProjectClient.NewProjectAsync(host), await ProjectClient.NewProjectAsync(host));
        var ip = await theirs.NewPublicIpAsync();
        var bandwidth = (await theirs.GetAsync($"/v1/{{pid}}/publicips/{ip}")).Text("publicip.bandwidth_id");

        (await mine.GetAsync($"/v1/{{pid}}/publicips/{ip}")).Expect(404);
        (await mine.DeleteAsync($"/v1/{{pid}}/publicips/{ip}")).Expect(404);
        (await mine.GetAsync($"/v3/{{pid}}/eip/publicips/{ip}")).Expect(404);
        (await mine.GetAsync($"/v2.0/floatingips/{ip}")).Expect(404);
        (await mine.GetAsync($"/v1/{{pid}}/bandwidths/{bandwidth}")).Expect(404);
        Assert.Empty((await mine.GetAsync("/v1/{pid}/publicips")).Ids("publicips"));
        Assert.Empty((await mine.GetAsync("/v1/{pid}/bandwidths")).Ids("bandwidths"));
        var port = await theirs.NewPortAsync(await theirs.NewSubnetAsync(await theirs.NewVpcAsync()));
        (await mine.PutAsync($"/v1/{{pid}}/publicips/{await mine.NewPublicIpAsync()}", $$$"""{"publicip":{"port_id":"{{{port}}}"}}""")).Expect(404);
    }
}
