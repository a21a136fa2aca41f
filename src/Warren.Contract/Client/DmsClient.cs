using System.Net;
using System.Net.Http.Json;
using Warren.Contract.Dms.V1;
using Warren.Contract.Iam;

namespace Warren.Contract.Client;

/// <summary>v1.0 of the DMS contract, with a token. The console, the command line and tests use it.</summary>
public sealed class DmsClient(ApiConnection connection)
{
    /// <param name="http">Its BaseAddress is the installation's URL, with a slash at the end.</param>
    public DmsClient(HttpClient http)
        : this(new ApiConnection(http))
    {
    }

    /// <summary>The project of the token.</summary>
    /// <exception cref="InvalidOperationException">Before signing in.</exception>
    public string ProjectId => connection.ProjectId ?? throw new InvalidOperationException("Sign in to a project first.");

    private string Instances => $"v1.0/{ProjectId}/instances";

    /// <summary>Gets a token for a user of an account, good for one project.</summary>
    /// <exception cref="ApiException">The account, user, password or project is wrong.</exception>
    public Task SignInAsync(string account, string user, string password, string project, CancellationToken ct) =>
        connection.SignInAsync(account, user, password, new ProjectScopeRequest { Id = project }, ct);

    /// <summary>Orders an instance.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateInstanceAsync(CreateInstanceRequest order, CancellationToken ct)
    {
        using var content = JsonContent.Create(order, DmsV1Json.Wire.CreateInstanceRequest);
        return (await connection.SendAsync(HttpMethod.Post, Instances, content, DmsV1Json.Wire.CreateInstanceResponse, ct)).InstanceId;
    }

    /// <summary>An instance, or null when it does not exist (any more).</summary>
    public async Task<InstanceResponse?> FindInstanceAsync(string instanceId, CancellationToken ct)
    {
        try
        {
            return await connection.SendAsync(HttpMethod.Get, $"{Instances}/{instanceId}", null, DmsV1Json.Wire.InstanceResponse, ct);
        }
        catch (ApiException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The project's instances, oldest first.</summary>
    public Task<ListInstancesResponse> ListInstancesAsync(CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Get, Instances, null, DmsV1Json.Wire.ListInstancesResponse, ct);

    /// <summary>Deletes an instance and all its data.</summary>
    public Task DeleteInstanceAsync(string instanceId, CancellationToken ct) => connection.SendAsync(HttpMethod.Delete, $"{Instances}/{instanceId}", null, ct);
}
