using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Warren.Contract.Iam;

namespace Warren.Contract.Client;

/// <summary>Calls to one installation with one token: signs in, sends, and turns every shape of error into an <see cref="ApiException"/>.</summary>
/// <param name="http">Its BaseAddress is the installation's URL, with a slash at the end.</param>
public sealed class ApiConnection(HttpClient http)
{
    /// <summary>The token of all further calls; null: none is sent.</summary>
    public string? Token { get; set; }

    /// <summary>The project of the token.</summary>
    public string? ProjectId { get; set; }

    /// <summary>Gets a token for a user of an account, good for one project, or for the account as a whole.</summary>
    /// <returns>What the token says.</returns>
    /// <exception cref="ApiException">The account, user, password or project is wrong.</exception>
    public async Task<TokenBody> SignInAsync(string account, string user, string password, ProjectScopeRequest? project, CancellationToken ct)
    {
        var domain = new NamedReference { Name = account };
        var request = new TokenRequest
        {
            Auth = new AuthRequest
            {
                Identity = new IdentityRequest
                {
                    Methods = ["password"],
                    Password = new PasswordRequest { User = new PasswordUserRequest { Name = user, Password = password, Domain = domain } },
                },
                Scope = project is null ? new ScopeRequest { Domain = domain } : new ScopeRequest { Project = project },
            },
        };
        using var response = await http.PostAsJsonAsync(new Uri("v3/auth/tokens?nocatalog=true", UriKind.Relative), request, IamJson.Wire.TokenRequest, ct);
        await ThrowIfFailedAsync(response, ct);
        Token = response.Headers.GetValues("X-Subject-Token").First();
        var body = (await response.Content.ReadFromJsonAsync(IamJson.Wire.TokenResponse, ct))!.Token;
        ProjectId = body.Project?.Id;
        return body;
    }

    /// <summary>Sends a call without a body, or one whose answer does not matter.</summary>
    public async Task SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var response = await SendAsync(method, path, content, [], ct);
        await ThrowIfFailedAsync(response, ct);
    }

    /// <summary>Sends a call with a body whose answer does not matter.</summary>
    public async Task SendBodyAsync<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var content = JsonContent.Create(body, type);
        await SendAsync(method, path, content, ct);
    }

    /// <summary>Sends a call and reads its answer.</summary>
    /// <param name="method">GET, POST…</param>
    /// <param name="path">Without a slash in front; what is not ours in it has to be escaped.</param>
    /// <param name="content">The body, or null.</param>
    /// <param name="answer">How to read the answer.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ApiException">Refused, or failed.</exception>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> answer, CancellationToken ct)
    {
        using var response = await SendAsync(method, path, content, [], ct);
        await ThrowIfFailedAsync(response, ct);
        return (await response.Content.ReadFromJsonAsync(answer, ct))!;
    }

    /// <summary>Sends a call and reads its answer as it is, for example a certificate.</summary>
    public async Task<byte[]> ReadBytesAsync(string path, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, [], ct);
        await ThrowIfFailedAsync(response, ct);
        return await response.Content.ReadAsByteArrayAsync(ct);
    }

    /// <summary>Ends the token.</summary>
    public async Task SignOutAsync(CancellationToken ct)
    {
        await RevokeAsync(Token ?? "", ct);
        Token = null;
    }

    /// <summary>Ends another token of the same user.</summary>
    public async Task RevokeAsync(string token, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Delete, "v3/auth/tokens", null, [KeyValuePair.Create("X-Subject-Token", token)], ct);
        await ThrowIfFailedAsync(response, ct);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (Token is not null)
        {
            request.Headers.Add("X-Auth-Token", Token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await http.SendAsync(request, ct);
    }

    private static async Task ThrowIfFailedAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var text = await response.Content.ReadAsStringAsync(ct);
        var requestId = response.Headers.TryGetValues("X-Request-Id", out var ids) ? ids.First() : "";
        var (code, message) = ReadError(text);
        throw new ApiException((int)response.StatusCode, code, message, requestId);
    }

    /// <summary>The code and the words of an error, whichever service wrote it: {"error_code", "error_msg"}, {"code", "message"}, or the one in {"error"} or {"NeutronError"}.</summary>
    private static (string Code, string Message) ReadError(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var body = document.RootElement;
            foreach (var envelope in (string[])["error", "NeutronError"])
            {
                body = body.ValueKind == JsonValueKind.Object && body.TryGetProperty(envelope, out var inner) ? inner : body;
            }

            return Text(body, "error_msg", "message") is { } message ? (Text(body, "error_code", "code", "type") ?? "", message) : ("", text);
        }
        catch (JsonException)
        {
            return ("", text);
        }
    }

    private static string? Text(JsonElement body, params IReadOnlyList<string> names) => body.ValueKind != JsonValueKind.Object ? null
        : names.Select(n => body.TryGetProperty(n, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null).FirstOrDefault(t => t is not null);
}
