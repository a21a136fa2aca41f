using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Network;

/// <summary>What an instance holds on to, with fake brokers.</summary>
public sealed class InstanceSurroundingsTests(WarrenHost host)
{
    [Fact]
    public async Task What_an_instance_uses_is_not_deleted_until_it_is_gone()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        var subnet = await project.NewSubnetAsync(vpc);
        var group = await project.NewGroupAsync();
        var id = (await OrderAsync(project, vpc, subnet, group, "0")).Expect(200).Text("instance_id");

        Assert.Equal("VPC.0209", (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}/subnets/{subnet}")).Expect(409).Text("code"));
        (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}")).Expect(409);
        (await project.DeleteAsync($"/v1/{{pid}}/security-groups/{group}")).Expect(409);
        var port = await project.GetAsync($"/v1/{{pid}}/ports?device_id={id}");
        Assert.Equal(("dms:instance", id), (port.Text("ports.0.device_owner"), port.Text("ports.0.instance_id")));
        Assert.StartsWith(port.Text("ports.0.fixed_ips.0.ip_address"), (await project.GetAsync($"/v1.0/{{pid}}/instances/{id}")).Text("connect_address"), StringComparison.Ordinal);
        Assert.Equal("VPC.0707", (await project.DeleteAsync($"/v1/{{pid}}/ports/{port.Text("ports.0.id")}")).Expect(409).Text("code"));
        var ip = await project.NewPublicIpAsync();
        (await project.PutAsync($"/v1/{{pid}}/publicips/{ip}", $$$"""{"publicip":{"port_id":"{{{port.Text("ports.0.id")}}}"}}""")).Expect(404);

        await UntilAsync(project, id, answer => answer.Text("status") == "RUNNING");
        (await project.DeleteAsync($"/v1.0/{{pid}}/instances/{id}")).Expect(204);
        await UntilAsync(project, id, answer => answer.Status == 404);
        (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}/subnets/{subnet}")).Expect(204);
        (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}")).Expect(204);
        (await project.DeleteAsync($"/v1/{{pid}}/security-groups/{group}")).Expect(204);
    }

    [Fact]
    public async Task An_order_names_an_enabled_enterprise_project_of_the_account()
    {
        var (project, other) = (await ProjectClient.NewAccountAsync(host), await ProjectClient.NewAccountAsync(host));
        var vpc = await project.NewVpcAsync();
        var subnet = await project.NewSubnetAsync(vpc);
        var group = await project.NewGroupAsync();
        async Task<string> NewAsync(ProjectClient of) => (await of.PostAsync("/v1.0/enterprise-projects", """{"name":"team"}""")).Expect(201).Text("enterprise_project.id");
        var (own, foreign) = (await NewAsync(project), await NewAsync(other));

        var id = (await OrderAsync(project, vpc, subnet, group, own)).Expect(200).Text("instance_id");
        Assert.Equal(own, (await project.GetAsync($"/v1.0/{{pid}}/instances/{id}")).Text("enterprise_project_id"));
        Assert.Equal("111400063", (await OrderAsync(project, vpc, subnet, group, foreign)).Expect(400).Text("error_code"));
        Assert.Equal("111400063", (await OrderAsync(project, vpc, subnet, group, "x")).Expect(400).Text("error_code"));
        (await project.PostAsync($"/v1.0/enterprise-projects/{own}/action", """{"action":"disable"}""")).Expect(204);
        var refused = (await OrderAsync(project, vpc, subnet, group, own)).Expect(400);
        Assert.Contains("enterprise_project_id", refused.Text("error_msg"), StringComparison.Ordinal);
        (await project.PostAsync("/v1.0/enterprise-projects/0/resources-migrate", $$"""{"project_id":"{{project.ProjectId}}","resource_type":"rabbitmq","resource_id":"{{id}}"}""")).Expect(204);
        Assert.Equal("0", (await project.GetAsync($"/v1.0/{{pid}}/instances/{id}")).Text("enterprise_project_id"));
    }

    private static async Task UntilAsync(ProjectClient project, string id, Func<Reply, bool> reached)
    {
        for (var i = 0; i < 600; i++)
        {
            if (reached(await project.GetAsync($"/v1.0/{{pid}}/instances/{id}")))
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail($"{id} takes too long.");
    }

    private static async Task<Reply> OrderAsync(ProjectClient project, string vpc, string subnet, string group, string enterpriseProject)
    {
        var zone = (await project.GetAsync("/v1.0/availableZones")).Text("available_zones.0.id");
        return await project.PostAsync("/v1.0/{pid}/instances", $$"""
            {"name":"rabbitmq-{{Guid.NewGuid():N}}","engine":"rabbitmq","engine_version":"3.7.17","storage_space":100,"access_user":"user","password":"Warren-1234",
             "vpc_id":"{{vpc}}","security_group_id":"{{group}}","subnet_id":"{{subnet}}","available_zones":["{{zone}}"],"product_id":"00300-30109-0--0",
             "storage_spec_code":"dms.physical.storage.ultra","enterprise_project_id":"{{enterpriseProject}}"}
            """);
    }
}
