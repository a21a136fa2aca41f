using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.Iam;
using Warren.Engine.Security;
using Warren.Server.Tests.Dms.V1;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Network;

/// <summary>Calls in the name of one project, which no other test has; {pid} in a path is its id.</summary>
internal sealed class ProjectClient(WarrenHost host, string projectId, string token)
{
    public const string PublicIpBody = """{"publicip":{"type":"5_bgp"},"bandwidth":{"share_type":"PER","size":5,"name":"bw-test","charge_mode":"traffic"}}""";

    private const string OwnerPassword = "Warren-1234";

    public string ProjectId => projectId;

    /// <summary>A new project of the first account.</summary>
    public static async Task<ProjectClient> NewProjectAsync(WarrenHost host)
    {
        var project = await OtherProject.AddAsync(host);
        return new ProjectClient(host, project.Id, project.Token.Value);
    }

    /// <summary>A project of a new account.</summary>
    public static async Task<ProjectClient> NewAccountAsync(WarrenHost host)
    {
        var account = new Account { Id = RandomText.Id(), Name = "account-" + RandomText.Id()[..8], CreatedAt = DateTimeOffset.UnixEpoch };
        var user = new User
        {
            Id = RandomText.Id(),
            AccountId = account.Id,
            Name = "owner",
            PasswordHash = host.Services.GetRequiredService<IPasswordHasher<User>>().HashPassword(null!, OwnerPassword),
            PasswordChangedAt = DateTimeOffset.UnixEpoch,
            IsAccountOwner = true,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        var project = new Project { Id = RandomText.Id(), AccountId = account.Id, Name = host.Credentials.ProjectName, CreatedAt = DateTimeOffset.UnixEpoch };
        await using (var store = host.OpenStore())
        {
            store.AddRange(account, user, project);
            await store.SaveChangesAsync();
        }

        var identity = SignInBody.Password(new JsonObject { ["id"] = user.Id }, OwnerPassword);
        var token = await host.SignInAsync(SignInBody.Of(identity, new JsonObject { ["project"] = new JsonObject { ["id"] = project.Id } }));
        return new ProjectClient(host, project.Id, token);
    }

    public static string SubnetBody(string vpc, string cidr) => $$$"""{"subnet":{"name":"subnet-test","cidr":"{{{cidr}}}","vpc_id":"{{{vpc}}}"}}""";

    public Task<Reply> GetAsync(string path) => SendAsync("GET", path, null);

    public Task<Reply> PostAsync(string path, string body) => SendAsync("POST", path, body);

    public Task<Reply> PutAsync(string path, string body) => SendAsync("PUT", path, body);

    public Task<Reply> DeleteAsync(string path) => SendAsync("DELETE", path, null);

    public async Task<string> NewVpcAsync(string cidr = "192.168.0.0/16", string enterpriseProject = "0") =>
        (await PostAsync("/v1/{pid}/vpcs", $$$"""{"vpc":{"name":"vpc-test","cidr":"{{{cidr}}}","enterprise_project_id":"{{{enterpriseProject}}}"}}""")).Expect(200).Text("vpc.id");

    public async Task<string> NewSubnetAsync(string vpc, string cidr = "192.168.0.0/24") =>
        (await PostAsync("/v1/{pid}/subnets", SubnetBody(vpc, cidr))).Expect(200).Text("subnet.id");

    public async Task<string> NewGroupAsync(string name = "group-test") =>
        (await PostAsync("/v1/{pid}/security-groups", $$$"""{"security_group":{"name":"{{{name}}}"}}""")).Expect(200).Text("security_group.id");

    public async Task<string> NewPortAsync(string network) =>
        (await PostAsync("/v1/{pid}/ports", $$$"""{"port":{"network_id":"{{{network}}}"}}""")).Expect(200).Text("port.id");

    public async Task<string> NewPublicIpAsync() => (await PostAsync("/v1/{pid}/publicips", PublicIpBody)).Expect(200).Text("publicip.id");

    private async Task<Reply> SendAsync(string method, string path, string? body) =>
        Reply.Of(await host.SendAsync(method, path.Replace("{pid}", projectId, StringComparison.Ordinal), body, ("X-Auth-Token", token)));
}
