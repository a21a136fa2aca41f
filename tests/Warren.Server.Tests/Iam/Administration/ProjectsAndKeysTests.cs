using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam.Access;

namespace Warren.Server.Tests.Iam.Administration;

/// <summary>Projects are made and changed; access keys are made, shown once, switched off and deleted.</summary>
public sealed class ProjectsAndKeysTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Fact]
    public async Task A_project_is_made_changed_disabled_and_deleted()
    {
        var name = $"{host.Credentials.ProjectName}_{Administrator.Name("p")}";
        var made = (await host.PostAsync("/v3/projects", $$$"""{"project":{"name":"{{{name}}}","parent_id":"{{{host.Credentials.ProjectId}}}"}}""")).GetProperty("project");
        var id = made.GetProperty("id").GetString()!;
        Assert.Equal(host.Credentials.ProjectId, made.GetProperty("parent_id").GetString());
        var token = await host.SignInAsync(SignInBody.ForProject(host.Credentials with { ProjectId = id }));
        Assert.Equal(200, (await host.SendAsync("GET", $"/v1.0/{id}/instances", null, ("X-Auth-Token", token))).Status);

        Assert.False((await host.CallAsync("PATCH", $"/v3/projects/{id}", """{"project":{"enabled":false}}""")).Json.GetProperty("project").GetProperty("enabled").GetBoolean());
        Refusal.Is(await host.SendAsync("GET", $"/v1.0/{id}/instances", null, ("X-Auth-Token", token)), 401, "111401001");
        await host.ExpectAsync(409, "POST", "/v3/projects", $$$"""{"project":{"name":"{{{name}}}"}}""");
        await host.ExpectAsync(204, "DELETE", $"/v3/projects/{id}");
        await host.ExpectAsync(404, "GET", $"/v3/projects/{id}");
    }

    [Fact]
    public async Task The_region_s_own_project_keeps_its_name_and_what_is_in_it()
    {
        await host.ExpectAsync(400, "PATCH", $"/v3/projects/{host.Credentials.ProjectId}", $$$"""{"project":{"name":"{{{host.Credentials.ProjectName}}}_x"}}""");
        await host.ExpectAsync(409, "DELETE", $"/v3/projects/{host.Credentials.ProjectId}");
        await host.ExpectAsync(400, "POST", "/v3/projects", """{"project":{"name":"elsewhere_x"}}""");
        await host.ExpectAsync(404, "POST", "/v3/projects", $$$"""{"project":{"name":"{{{host.Credentials.ProjectName}}}_y","parent_id":"0123456789abcdef0123456789abcdef"}}""");
    }

    [Fact]
    public async Task A_key_s_secret_is_shown_once_and_a_user_has_two_at_most()
    {
        var user = await GrantedUser.AddAsync(host);
        const string Path = "/v3.0/OS-CREDENTIAL/credentials";
        var made = await user.CallAsync("POST", Path, """{"credential":{"description":"mine"}}""");
        Assert.Equal(201, made.Status);
        var key = made.Json.GetProperty("credential");
        var (access, secret) = (key.GetProperty("access").GetString()!, key.GetProperty("secret").GetString()!);
        Assert.Equal(("active", user.Id, 40), (key.GetProperty("status").GetString(), key.GetProperty("user_id").GetString(), secret.Length));
        Assert.DoesNotContain(secret, (await user.CallAsync("GET", $"{Path}/{access}")).Text, StringComparison.Ordinal);
        Assert.Equal(201, (await user.CallAsync("POST", Path, """{"credential":{}}""")).Status);
        Administrator.IsIamRefusal(await user.CallAsync("POST", Path, """{"credential":{}}"""), 409, "IAM.0005");
        var listed = (await host.GetAsync($"{Path}?user_id={user.Id}")).Json.GetProperty("credentials");
        Assert.Equal(2, listed.GetArrayLength());
        Assert.DoesNotContain(secret, listed.GetRawText(), StringComparison.Ordinal);

        Assert.Equal("inactive", (await user.CallAsync("PUT", $"{Path}/{access}", """{"credential":{"status":"inactive"}}""")).Json.GetProperty("credential").GetProperty("status").GetString());
        Assert.Equal(204, (await user.CallAsync("DELETE", $"{Path}/{access}")).Status);
        Administrator.IsIamRefusal(await user.CallAsync("GET", $"{Path}/{access}"), 404, "IAM.0004");
        Administrator.IsIamRefusal(await user.CallAsync("GET", $"{Path}/{host.Credentials.AccessKey}"), 403, "IAM.0003");
    }

    [Fact]
    public async Task Services_endpoints_and_the_region_are_listed()
    {
        var services = (await host.GetAsync("/v3/services?type=dms")).Json.GetProperty("services");
        var service = Assert.Single(services.EnumerateArray());
        var endpoints = (await host.GetAsync($"/v3/endpoints?service_id={service.GetProperty("id").GetString()}")).Json.GetProperty("endpoints");
        Assert.Equal("public", Assert.Single(endpoints.EnumerateArray()).GetProperty("interface").GetString());
        Assert.Equal(host.Credentials.ProjectName, Assert.Single((await host.GetAsync("/v3/regions")).Json.GetProperty("regions").EnumerateArray()).GetProperty("id").GetString());
    }
}
