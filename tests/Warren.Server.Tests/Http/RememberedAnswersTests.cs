using Microsoft.Data.Sqlite;
using Warren.Server.Tests.Dms.V1;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Http;

/// <summary>What is asked for again and again is answered from memory, and nobody can tell.</summary>
public sealed class RememberedAnswersTests
{
    [Fact]
    public async Task An_answer_is_of_the_store_as_it_is_whichever_process_changed_it()
    {
        await using var host = await WarrenHost.StartApiAsync(("Store:Provider", "Sqlite"));
        var id = await host.CreateAsync(host.Order());
        await host.ShowAsync(id);
        Assert.Equal("", (await host.ShowAsync(id)).GetProperty("description").GetString());

        using (var connection = new SqliteConnection($"Data Source={host.Data.Database};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE \"Instances\" SET \"Description\" = 'changed'";
            command.ExecuteNonQuery();
        }

        Assert.Equal("changed", (await host.ShowAsync(id)).GetProperty("description").GetString());
    }

    [Fact]
    public async Task What_one_caller_was_answered_is_not_for_another()
    {
        await using var host = await WarrenHost.StartApiAsync(("Store:Provider", "Sqlite"));
        var other = await OtherProject.AddAsync(host);
        var id = await host.CreateAsync(host.Order());
        await host.ShowAsync(id);
        await host.ShowAsync(id);

        Assert.Equal(401, (await host.SendAsync("GET", $"{host.Instances}/{id}", null, other.Token)).Status); // its project is another
        Refusal.Is(await host.SendAsync("GET", $"{other.Instances}/{id}", null, other.Token), 404, "111404022", id);
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_refused_at_once_also_for_what_it_was_just_answered()
    {
        await using var host = await WarrenHost.StartApiAsync(("Store:Provider", "Sqlite"));
        var id = await host.CreateAsync(host.Order());
        await host.ShowAsync(id);
        await host.ShowAsync(id);

        Assert.Equal(204, (await host.CallAsync("DELETE", "/v3/auth/tokens", null, ("X-Subject-Token", host.Token))).Status);

        Assert.Equal(401, (await host.GetAsync($"{host.Instances}/{id}")).Status);
    }

    [Fact]
    public async Task An_access_key_is_no_token_also_when_a_call_that_it_signed_is_remembered()
    {
        await using var host = await WarrenHost.StartApiAsync(("Store:Provider", "Sqlite"));
        var id = await host.CreateAsync(host.Order());
        var (access, project) = (host.Credentials.AccessKey, host.Credentials.ProjectId);
        Assert.Equal(200, (await host.SignedAsync("GET", $"{host.Instances}/{id}", access, host.Credentials.SecretKey)).Status);

        foreach (var text in (string[])[$"{access} {project}", $"key {access} {project}"])
        {
            Assert.Equal(401, (await host.SendAsync("GET", $"{host.Instances}/{id}", null, ("X-Auth-Token", text))).Status);
        }
    }
}
