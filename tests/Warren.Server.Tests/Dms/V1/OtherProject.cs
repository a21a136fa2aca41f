using System.Text.Json.Nodes;
using Warren.Engine.Iam;
using Warren.Engine.Security;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Dms.V1;

/// <summary>A second project of the same account, and a proof that is good for it.</summary>
internal sealed record OtherProject(string Id, string Name, (string Name, string Value) Token)
{
    public string Instances => $"/v1.0/{Id}/instances";

    public static async Task<OtherProject> AddAsync(WarrenHost host)
    {
        var id = RandomText.Id();
        var name = $"{host.Credentials.ProjectName}_{id[..6]}";
        await using (var store = host.OpenStore())
        {
            var first = (await store.Projects.FindAsync(host.Credentials.ProjectId))!;
            store.Projects.Add(new Project { Id = id, AccountId = first.AccountId, Name = name, CreatedAt = first.CreatedAt });
            await store.SaveChangesAsync();
        }

        var identity = SignInBody.Password(SignInBody.ByName(host.Credentials), host.Credentials.Password);
        var token = await host.SignInAsync(SignInBody.Of(identity, new JsonObject { ["project"] = new JsonObject { ["id"] = id } }));
        return new OtherProject(id, name, ("X-Auth-Token", token));
    }
}
