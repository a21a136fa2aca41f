using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Warren.Contract.Dms.V1;
using Warren.Contract.Iam;

namespace Warren.Contract.Client;

/// <summary>
/// A client of Warren's API: v1.0 of the DMS contract with a token. The console, the command line and tests use it; it holds no state but the token.
/// </summary>
/// <param name="http">Its BaseAddress is the installation's URL.</param>
public sealed class DmsClient(HttpClient http)
{
    private string? token;
    private string? projectId;

    /// <summary>The project of the token.</summary>
    /// <exception cref="InvalidOperationException">Before <see cref="SignInAsync"/>.</exception>
    public string ProjectId => projectId ?? throw new InvalidOperationException("Sign in first.");

    /// <summary>Gets a token for a user of an account, good for one project.</summary>
    /// <exception cref="ApiException">The account, user, password or project is wrong.</exception>
    public async Task SignInAsync(string account, string user, string password, string project, CancellationToken ct)
    {
        var request = new TokenRequest
        {
            Auth = new AuthRequest
            {
                Identity = new IdentityRequest
                {
                    Methods = ["password"],
                    Password = new PasswordRequest { User = new PasswordUserRequest { Name = user, Password = password, Domain = new NamedReference { Name = account } } },
                },
                Scope = new ScopeRequest { Project = new ProjectScopeRequest { Id = project } },
            },
        };
        using var response = await http.PostAsJsonAsync(new Uri("v3/auth/tokens", UriKind.Relative), request, IamJson.Wire.TokenRequest, ct);
        await ThrowIfFailedAsync(response, ct);
        token = response.Headers.GetValues("X-Subject-Token").First();
        projectId = project;
    }

    /// <summary>Orders an instance.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateInstanceAsync(CreateInstanceRequest order, CancellationToken ct)
    {
        using var content = JsonContent.Create(order, DmsV1Json.Wire.CreateInstanceRequest);
        return (await SendAsync(HttpMethod.Post, "instances", content, DmsV1Json.Wire.CreateInstanceResponse, ct))!.InstanceId;
    }

    /// <summary>An instance, or null when it does not exist (any more).</summary>
    public async Task<InstanceResponse?> FindInstanceAsync(string instanceId, CancellationToken ct)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, $"instances/{instanceId}", null, DmsV1Json.Wire.InstanceResponse, ct);
        }
        catch (ApiException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The project's instances, oldest first.</summary>
    public async Task<ListInstancesResponse> ListInstancesAsync(CancellationToken ct) =>
        (await SendAsync(HttpMethod.Get, "instances", null, DmsV1Json.Wire.ListInstancesResponse, ct))!;

    /// <summary>Deletes an instance and all its data.</summary>
    public Task DeleteInstanceAsync(string instanceId, CancellationToken ct) =>
        SendAsync<object>(HttpMethod.Delete, $"instances/{instanceId}", null, null, ct);

    private async Task<T?> SendAsync<T>(HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T>? answer, CancellationToken ct)
        where T : class
    {
        using var request = new HttpRequestMessage(method, new Uri($"v1.0/{ProjectId}/{path}", UriKind.Relative)) { Content = content };
        request.Headers.Add("X-Auth-Token", token);
        using var response = await http.SendAsync(request, ct);
        await ThrowIfFailedAsync(response, ct);
        return answer is null ? null : await response.Content.ReadFromJsonAsync(answer, ct);
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

    private static (string Code, string Message) ReadError(string text)
    {
        try
        {
            if (JsonSerializer.Deserialize(text, DmsV1Json.Wire.ErrorResponse) is { } error)
            {
                return (error.ErrorCode, error.ErrorMsg);
            }
        }
        catch (JsonException)
        {
            // another service's shape
        }

        try
        {
            return ("", JsonSerializer.Deserialize(text, IamJson.Wire.KeystoneErrorResponse)?.Error.Message ?? text);
        }
        catch (JsonException)
        {
            return ("", text);
        }
    }
}
