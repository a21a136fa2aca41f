using System.Text.Json;

namespace Warren.Live.Tests.Clients;

/// <summary>The calls of /v2 about what is on an instance's broker.</summary>
internal sealed class TopologyClient(WarrenClient warren, string instanceId)
{
    public async Task<JsonElement> GetAsync(string path) => await SendAsync("GET", path);

    /// <summary>The answer's body; the call has to succeed with 200.</summary>
    public async Task<JsonElement> SendAsync(string method, string path, string? body = null)
    {
        var (status, text) = await AnswerAsync(method, path, body);
        Assert.True(status == 200, $"{method} {path}: {status} {text}");
        return JsonElement.Parse(text);
    }

    public async Task<int> StatusAsync(string method, string path, string? body = null) => (await AnswerAsync(method, path, body)).Status;

    /// <summary>Status and code of an error.</summary>
    public async Task<(int Status, string? Code)> RefusalAsync(string method, string path, string? body = null)
    {
        var (status, text) = await AnswerAsync(method, path, body);
        return (status, JsonElement.Parse(text).GetProperty("error_code").GetString());
    }

    /// <param name="method">GET, PUT…</param>
    /// <param name="path">Behind the instance: /vhosts or /users and what follows.</param>
    /// <param name="body">JSON.</param>
    public Task<(int Status, string Text)> AnswerAsync(string method, string path, string? body = null) =>
        warren.SendAsync(method, path.StartsWith("/vhosts", StringComparison.Ordinal) ? $"/v2/rabbitmq/{warren.ProjectId}/instances/{instanceId}{path}" : $"/v2/{warren.ProjectId}/instances/{instanceId}{path}", body);

    public async Task<IEnumerable<string>> UsersAsync() => (await GetAsync("/users")).GetProperty("users").EnumerateArray().Select(u => u.GetProperty("access_key").GetString()!);
}
