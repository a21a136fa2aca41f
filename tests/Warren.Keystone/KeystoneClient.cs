using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Warren.Keystone;

/// <summary>The calls to a Keystone that tests and measurements need, as its administrator.</summary>
public sealed class KeystoneClient : IDisposable
{
    private readonly HttpClient http;

    private KeystoneClient(HttpClient http) => this.http = http;

    /// <summary>Signs in as the administrator, in the project admin.</summary>
    public static async Task<KeystoneClient> SignInAsync(KeystoneServer keystone, CancellationToken ct)
    {
        var client = new KeystoneClient(new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(keystone.Url + "/") });
        client.http.DefaultRequestHeaders.Add("X-Auth-Token", await client.TokenAsync("admin", KeystoneServer.AdminPassword, "admin", ct));
        return client;
    }

    /// <summary>A token of a user for a project, both of the domain default.</summary>
    public async Task<string> TokenAsync(string user, string password, string project, CancellationToken ct)
    {
        var inDefault = new { id = "default" };
        var request = new
        {
            auth = new
            {
                identity = new { methods = new[] { "password" }, password = new { user = new { name = user, password, domain = inDefault } } },
                scope = new { project = new { name = project, domain = inDefault } },
            },
        };
        using var answer = await PostAsync("auth/tokens", request, ct);
        return answer.EnsureSuccessStatusCode().Headers.GetValues("X-Subject-Token").Single();
    }

    /// <summary>Makes a project and answers its id.</summary>
    public Task<string> CreateProjectAsync(string name, CancellationToken ct) =>
        CreateAsync("projects", new { project = new { name, domain_id = "default" } }, ct);

    /// <summary>Makes a user and answers its id.</summary>
    public Task<string> CreateUserAsync(string name, string password, CancellationToken ct) =>
        CreateAsync("users", new { user = new { name, password, domain_id = "default" } }, ct);

    /// <summary>Gives a user a role in a project; makes the role when there is none of the name.</summary>
    public async Task GrantAsync(string projectId, string userId, string role, CancellationToken ct)
    {
        var found = await http.GetFromJsonAsync<JsonElement>($"roles?name={role}", ct);
        var roleId = found.GetProperty("roles") is { } roles && roles.GetArrayLength() > 0
            ? roles[0].GetProperty("id").GetString()
            : await CreateAsync("roles", new { role = new { name = role } }, ct);
        using var answer = await http.PutAsync(new Uri($"projects/{projectId}/users/{userId}/roles/{roleId}", UriKind.Relative), null, ct);
        answer.EnsureSuccessStatusCode();
    }

    public async Task RevokeAsync(string token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "auth/tokens");
        request.Headers.Add("X-Subject-Token", token);
        using var answer = await http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => http.Dispose();

    private async Task<string> CreateAsync(string path, object body, CancellationToken ct)
    {
        using var answer = await PostAsync(path, body, ct);
        answer.EnsureSuccessStatusCode();
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        return made.EnumerateObject().Single().Value.GetProperty("id").GetString()!;
    }

    /// <summary>With its length told beforehand: a WSGI server reads no chunks.</summary>
    private async Task<HttpResponseMessage> PostAsync(string path, object body, CancellationToken ct)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await http.PostAsync(new Uri(path, UriKind.Relative), content, ct);
    }
}
