using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Network;

/// <summary>Every error has the shape of the service whose path was called.</summary>
public sealed class ErrorShapeTests(WarrenHost host)
{
    private const string Dms = "error_code:string error_msg:string request_id:string";
    private const string VpcV1 = "code:string message:string";
    private const string Eps = "error_code:string error_msg:string";
    private const string Neutron = "detail:string message:string type:string";
    private const string Keystone = "code:number message:string title:string";

    [Theory]
    [InlineData("/v1/{pid}/vpcs", VpcV1, "VPC.0008")]
    [InlineData("/{pid}/vpcs/x", VpcV1, "VPC.0008")]
    [InlineData("/v2.0/{pid}/vpcs/x/tags", VpcV1, "VPC.0008")]
    [InlineData("/v3/{pid}/vpc/vpcs", Dms, "VPC.0008")]
    [InlineData("/v3/{pid}/eip/publicips", Dms, "VPC.0008")]
    [InlineData("/v2.0/networks", Neutron, "HTTPUnauthorized")]
    [InlineData("/vpc/v2.0/networks", Neutron, "HTTPUnauthorized")]
    [InlineData("/v1.0/enterprise-projects", Eps, "EPS.0003")]
    [InlineData("/v2.1/{pid}/os-availability-zone", Keystone, "401")]
    [InlineData("/v3/projects", Keystone, "401")]
    [InlineData("/v1.0/{pid}/instances", Dms, "111401003")]
    public async Task Without_a_token(string path, string shape, string code)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var method = path == "/{pid}/vpcs/x" ? "PUT" : "GET";

        var answer = Reply.Of(await host.SendAsync(method, path.Replace("{pid}", project.ProjectId, StringComparison.Ordinal), "{}")).Expect(401);

        Check(answer, shape, code);
    }

    [Theory]
    [InlineData("/v1/{pid}/nothing", VpcV1, "APIGW.0101")]
    [InlineData("/vpc/nothing", VpcV1, "APIGW.0101")]
    [InlineData("/v3/{pid}/vpc/nothing", Dms, "APIGW.0101")]
    [InlineData("/v2.0/nothing", Neutron, "HTTPNotFound")]
    [InlineData("/V2.0/Nothing", Neutron, "HTTPNotFound")]
    [InlineData("/eps/v1.0/enterprise-projects/0/nothing", Eps, "EPS.0005")]
    [InlineData("/eps/nothing", Eps, "EPS.0005")]
    [InlineData("/iam/nothing", Keystone, "404")]
    [InlineData("/v3/nothing", Keystone, "404")]
    [InlineData("/dms/nothing", Dms, "111404001")]
    [InlineData("/nothing", Dms, "111404001")]
    public async Task At_an_unknown_path(string path, string shape, string code) =>
        Check((await (await ProjectClient.NewProjectAsync(host)).GetAsync(path)).Expect(404), shape, code);

    [Theory]
    [InlineData("/v1/{pid}/vpcs", VpcV1, "APIGW.0101")]
    [InlineData("/v3/{pid}/vpc/security-groups", Dms, "APIGW.0101")]
    [InlineData("/v2.0/networks", Neutron, "HTTPMethodNotAllowed")]
    [InlineData("/v1.0/enterprise-projects", Eps, "EPS.0002")]
    public async Task With_a_wrong_method(string path, string shape, string code) =>
        Check((await (await ProjectClient.NewProjectAsync(host)).DeleteAsync(path)).Expect(405), shape, code);

    [Theory]
    [InlineData("/v1/{pid}/vpcs", VpcV1, "VPC.0101")]
    [InlineData("/v3/{pid}/vpc/security-groups", Dms, "VPC.0101")]
    [InlineData("/v2.0/networks", Neutron, "HTTPBadRequest")]
    [InlineData("/v1.0/enterprise-projects", Eps, "EPS.0002")]
    public async Task With_a_bad_body(string path, string shape, string code)
    {
        var project = await ProjectClient.NewProjectAsync(host);

        foreach (var body in (string[])["", "null", "{", "[]", """{"vpc":1,"security_group":1,"network":1,"name":1}""", """{"name":"a","name":"a","vpc":{"name":"a","name":"b"},"network":{"name":"a","name":"b"},"security_group":{"name":"a","name":"b"}}"""])
        {
            Check((await project.PostAsync(path, body)).Expect(400), shape, code);
        }
    }

    [Theory]
    [InlineData("/v1/{pid}/vpcs", "VPC.0101")]
    [InlineData("/v1/{pid}/subnets", "VPC.0201")]
    [InlineData("/v1/{pid}/security-groups", "VPC.0601")]
    [InlineData("/v1/{pid}/security-group-rules", "VPC.0601")]
    [InlineData("/v1/{pid}/ports", "VPC.2500")]
    [InlineData("/v1/{pid}/publicips", "VPC.0501")]
    public async Task Without_the_envelope(string path, string code) =>
        Check((await (await ProjectClient.NewProjectAsync(host)).PostAsync(path, "{}")).Expect(400), VpcV1, code);

    [Fact]
    public async Task In_another_project_than_the_tokens()
    {
        var (mine, theirs) = (await ProjectClient.NewProjectAsync(host), await ProjectClient.NewProjectAsync(host));

        var answer = (await mine.GetAsync($"/v1/{theirs.ProjectId}/vpcs")).Expect(401);

        Check(answer, VpcV1, "VPC.0007");
    }

    private static void Check(Reply reply, string shape, string code)
    {
        Assert.Equal("application/json", reply.ContentType);
        var (envelope, member) = shape switch
        {
            Neutron => ("NeutronError", "type"),
            Keystone => ("error", "code"),
            VpcV1 => (null, "code"),
            _ => (null, "error_code"),
        };
        var error = (envelope is null ? reply.Body : reply.At(envelope))!.AsObject();
        Assert.Equal(shape, Reply.Shape(error));
        Assert.Equal(code, error[member]!.ToString());
    }
}
