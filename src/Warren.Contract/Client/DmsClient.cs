using System.Net;
using System.Net.Http.Json;
using Warren.Contract.Dms.V1;
using Warren.Contract.Dms.V2;
using Warren.Contract.Iam;

namespace Warren.Contract.Client;

/// <summary>The DMS contract, with a token. The console, the command line and tests use it.</summary>
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

    private string InstancesV2 => $"v2/{ProjectId}/instances";

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

    /// <summary>A page of the project's instances, oldest first, and how many match in all.</summary>
    /// <param name="query">Query parameters of GET /v1.0/{project_id}/instances.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<ListInstancesResponse> ListInstancesAsync(IReadOnlyDictionary<string, string> query, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Get, $"{Instances}?{string.Join('&', query.Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value)}"))}", null, DmsV1Json.Wire.ListInstancesResponse, ct);

    /// <summary>Changes what may be changed of an instance.</summary>
    public Task UpdateInstanceAsync(string instanceId, UpdateInstanceRequest change, CancellationToken ct) =>
        connection.SendBodyAsync(HttpMethod.Put, $"{Instances}/{instanceId}", change, DmsV1Json.Wire.UpdateInstanceRequest, ct);

    /// <summary>"restart" or "delete", one result for each instance; what is deleted goes where the project's policy says.</summary>
    public async Task<IReadOnlyList<InstanceActionResult>> ActAsync(string action, IReadOnlyList<string> instanceIds, CancellationToken ct)
    {
        using var content = JsonContent.Create(new InstanceActionRequest { Action = action, Instances = [.. instanceIds] }, DmsV1Json.Wire.InstanceActionRequest);
        return (await connection.SendAsync(HttpMethod.Post, $"{InstancesV2}/action", content, DmsV1Json.Wire.InstanceActionResponse, ct)).Results;
    }

    /// <summary>More storage, more nodes or a larger product.</summary>
    /// <returns>Id of the task.</returns>
    public async Task<string> ExtendInstanceAsync(string instanceId, ExtendInstanceRequest order, CancellationToken ct)
    {
        using var content = JsonContent.Create(order, DmsV1Json.Wire.ExtendInstanceRequest);
        return (await connection.SendAsync(HttpMethod.Post, $"{Instances}/{instanceId}/extend", content, DmsV1Json.Wire.ExtendInstanceResponse, ct)).JobId;
    }

    /// <summary>Changes the password of the instance's user with the old one, or resets it without.</summary>
    public Task SetPasswordAsync(string instanceId, string? original, string wanted, CancellationToken ct) => connection.SendBodyAsync(
        HttpMethod.Post, $"{InstancesV2}/{instanceId}/password", new ResetPasswordRequest { NewPassword = wanted, OldPassword = original }, DmsV2Json.Wire.ResetPasswordRequest, ct);

    /// <summary>The newest tasks of an instance, 50 at most.</summary>
    public Task<TasksResponse> TasksAsync(string instanceId, int limit, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Get, $"{InstancesV2}/{instanceId}/tasks?limit={limit}", null, DmsV2Json.Wire.TasksResponse, ct);

    /// <summary>What waits for an instance's maintenance window, 50 at most, the earliest first.</summary>
    public async Task<IReadOnlyList<ScheduledTaskBody>> ScheduledTasksAsync(string instanceId, CancellationToken ct) =>
        (await connection.SendAsync(HttpMethod.Get, $"{InstancesV2}/{instanceId}/scheduled-tasks?limit=50", null, DmsV2Json.Wire.ScheduledTasksResponse, ct)).Jobs;

    /// <summary>Moves a scheduled task to another time; one that has passed: at once.</summary>
    public Task MoveScheduledTaskAsync(string instanceId, string taskId, DateTimeOffset at, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Put, $"{InstancesV2}/{instanceId}/scheduled-tasks/{taskId}?execute_at={at.ToUnixTimeMilliseconds()}", null, ct);

    /// <summary>Puts a scheduled task off to the window after.</summary>
    public Task PutOffScheduledTaskAsync(string instanceId, string taskId, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Delete, $"{InstancesV2}/{instanceId}/scheduled-tasks/{taskId}", null, ct);

    /// <summary>By what the metrics of an instance are asked for.</summary>
    public Task<CesHierarchyResponse> HierarchyAsync(string instanceId, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Get, $"{InstancesV2}/{instanceId}/ces-hierarchy", null, DmsV2Json.Wire.CesHierarchyResponse, ct);

    /// <summary>One task.</summary>
    public async Task<TaskBody> TaskAsync(string instanceId, string taskId, CancellationToken ct) =>
        (await connection.SendAsync(HttpMethod.Get, $"{InstancesV2}/{instanceId}/tasks/{taskId}", null, DmsV2Json.Wire.TasksResponse, ct)).Tasks[0];

    /// <summary>Takes a task that has ended out of the list.</summary>
    public Task DeleteTaskAsync(string instanceId, string taskId, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Delete, $"{InstancesV2}/{instanceId}/tasks/{taskId}", null, ct);

    /// <summary>The plugins of an instance.</summary>
    public Task<PluginsResponse> PluginsAsync(string instanceId, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Get, $"{InstancesV2}/{instanceId}/rabbitmq/plugins", null, DmsV2Json.Wire.PluginsResponse, ct);

    /// <summary>Turns plugins on or off.</summary>
    /// <returns>Id of the task.</returns>
    public async Task<string> ChangePluginsAsync(string instanceId, bool enable, IReadOnlyList<string> plugins, CancellationToken ct)
    {
        using var content = JsonContent.Create(new UpdatePluginsRequest { Enable = enable, Plugins = string.Join(',', plugins) }, DmsV2Json.Wire.UpdatePluginsRequest);
        return (await connection.SendAsync(HttpMethod.Put, $"{InstancesV2}/{instanceId}/rabbitmq/plugins", content, DmsV2Json.Wire.JobResponse, ct)).JobId;
    }

    /// <summary>Deletes an instance into the recycle bin, or at once, or as the project's policy says.</summary>
    public Task DeleteInstanceAsync(string instanceId, bool? useRecycle, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Delete, $"{InstancesV2}/{instanceId}{(useRecycle is { } use ? $"?use_recycle={(use ? "true" : "false")}" : "")}", null, ct);

    /// <summary>The recycle bin and its policy.</summary>
    public Task<RecycleResponse> RecycleBinAsync(CancellationToken ct) => connection.SendAsync(HttpMethod.Get, $"v2/{ProjectId}/recycle", null, DmsV2Json.Wire.RecycleResponse, ct);

    /// <summary>Changes the policy of the recycle bin.</summary>
    public async Task<RecycleResponse> SetRecyclePolicyAsync(RecyclePolicyRequest policy, CancellationToken ct)
    {
        using var content = JsonContent.Create(policy, DmsV2Json.Wire.RecyclePolicyRequest);
        return await connection.SendAsync(HttpMethod.Put, $"v2/{ProjectId}/recycle", content, DmsV2Json.Wire.RecycleResponse, ct);
    }

    /// <summary>Brings instances back from the recycle bin.</summary>
    public async Task<IReadOnlyList<RestoreResultBody>> RestoreInstancesAsync(IReadOnlyList<string> instanceIds, CancellationToken ct)
    {
        using var content = JsonContent.Create(new RestoreRequest { Instances = [.. instanceIds] }, DmsV2Json.Wire.RestoreRequest);
        return (await connection.SendAsync(HttpMethod.Post, $"v2/{ProjectId}/recycle", content, DmsV2Json.Wire.RestoreResponse, ct)).Results;
    }

    /// <summary>Removes an instance in the recycle bin with all its data.</summary>
    public Task PurgeInstanceAsync(string instanceId, CancellationToken ct) => connection.SendAsync(HttpMethod.Delete, $"v2/{ProjectId}/recycle/{instanceId}", null, ct);

    /// <summary>How an instance's storage grows by itself.</summary>
    public Task<VolumeExpansionBody> VolumeExpansionAsync(string instanceId, CancellationToken ct) =>
        connection.SendAsync(HttpMethod.Get, $"{InstancesV2}/{instanceId}/auto-volume-expand", null, DmsV2Json.Wire.VolumeExpansionBody, ct);

    /// <summary>Changes how an instance's storage grows by itself.</summary>
    public Task SetVolumeExpansionAsync(string instanceId, VolumeExpansionRequest change, CancellationToken ct) =>
        connection.SendBodyAsync(HttpMethod.Put, $"{InstancesV2}/{instanceId}/auto-volume-expand", change, DmsV2Json.Wire.VolumeExpansionRequest, ct);

    /// <summary>What the broker of an instance defines, as JSON.</summary>
    public Task<byte[]> ExportDefinitionsAsync(string instanceId, CancellationToken ct) => connection.ReadBytesAsync($"{InstancesV2}/{instanceId}/definitions", ct);

    /// <summary>Adds definitions to an instance's broker.</summary>
    /// <returns>Id of the task.</returns>
    public async Task<string> ImportDefinitionsAsync(string instanceId, byte[] definitions, CancellationToken ct)
    {
        using var content = new ByteArrayContent(definitions);
        content.Headers.ContentType = new("application/json");
        return (await connection.SendAsync(HttpMethod.Post, $"{InstancesV2}/{instanceId}/definitions", content, DmsV2Json.Wire.JobResponse, ct)).JobId;
    }

    /// <summary>The certificate to trust for TLS, PEM.</summary>
    public Task<byte[]> CertificateAsync(string instanceId, CancellationToken ct) => connection.ReadBytesAsync($"{InstancesV2}/{Uri.EscapeDataString(instanceId)}/ca-certificate", ct);

    /// <summary>"create" or "delete" tags.</summary>
    public Task ActOnTagsAsync(string instanceId, string action, IReadOnlyList<Tag> tags, CancellationToken ct) => connection.SendBodyAsync(
        HttpMethod.Post, $"v2/{ProjectId}/rabbitmq/{instanceId}/tags/action", new TagsActionRequest { Action = action, Tags = tags }, DmsV1Json.Wire.TagsActionRequest, ct);

    /// <summary>What the installation can and cannot do.</summary>
    public Task<CapabilitiesResponse> CapabilitiesAsync(CancellationToken ct) => connection.SendAsync(HttpMethod.Get, $"v2/{ProjectId}/capabilities", null, DmsV2Json.Wire.CapabilitiesResponse, ct);

    public Task<ProductsResponse> ProductsAsync(CancellationToken ct) => connection.SendAsync(HttpMethod.Get, "v1.0/products?engine=rabbitmq", null, DmsV1Json.Wire.ProductsResponse, ct);

    public Task<AvailableZonesResponse> ZonesAsync(CancellationToken ct) => connection.SendAsync(HttpMethod.Get, "v1.0/availableZones", null, DmsV1Json.Wire.AvailableZonesResponse, ct);

    public async Task<IReadOnlyList<MaintainWindow>> WindowsAsync(CancellationToken ct) =>
        (await connection.SendAsync(HttpMethod.Get, "v1.0/instances/maintain-windows", null, DmsV1Json.Wire.MaintainWindowsResponse, ct)).MaintainWindows;

    public async Task<IReadOnlyList<QuotaResource>> QuotasAsync(CancellationToken ct) =>
        (await connection.SendAsync(HttpMethod.Get, $"v1.0/{ProjectId}/quotas/dms", null, DmsV1Json.Wire.QuotasResponse, ct)).Quotas.Resources;

    /// <summary>Deletes an instance and all its data.</summary>
    public Task DeleteInstanceAsync(string instanceId, CancellationToken ct) => connection.SendAsync(HttpMethod.Delete, $"{Instances}/{instanceId}", null, ct);
}
