using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.Iam;
using Warren.Engine.Security;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Isolation;

/// <summary>A second account with its owner and a project, and the owner's token for it.</summary>
internal sealed record OtherAccount(string AccountId, string ProjectId, string UserId, string Token)
{
    public static async Task<OtherAccount> AddAsync(WarrenHost host)
    {
        const string Password = "Secret-00";
        var now = DateTimeOffset.UnixEpoch;
        var account = new Account { Id = RandomText.Id(), Name = $"other-{RandomText.Id()[..8]}", CreatedAt = now };
        var project = new Project { Id = RandomText.Id(), AccountId = account.Id, Name = host.Credentials.ProjectName, CreatedAt = now };
        var user = new User { Id = RandomText.Id(), AccountId = account.Id, Name = "owner", PasswordHash = "", PasswordChangedAt = now, IsAccountOwner = true, CreatedAt = now };
        user.PasswordHash = host.Services.GetRequiredService<IPasswordHasher<User>>().HashPassword(user, Password);
        await using (var store = host.OpenStore())
        {
            store.AddRange(account, project, user);
            await store.SaveChangesAsync();
        }

        var token = await host.SignInAsync(SignInBody.Of(
            SignInBody.Password(new JsonObject { ["id"] = user.Id }, Password), new JsonObject { ["project"] = new JsonObject { ["id"] = project.Id } }));
        return new OtherAccount(account.Id, project.Id, user.Id, token);
    }
}
