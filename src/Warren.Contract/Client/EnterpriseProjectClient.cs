using System.Net.Http.Json;
using Warren.Contract.Eps;

namespace Warren.Contract.Client;

/// <summary>Enterprise projects of the token's account.</summary>
public sealed class EnterpriseProjectClient(ApiConnection connection)
{
    private const string Root = "v1.0/enterprise-projects";

    public async Task<IReadOnlyList<EnterpriseProjectBody>> ListAsync(CancellationToken ct) =>
        (await connection.SendAsync(HttpMethod.Get, $"{Root}?limit=1000", null, EpsJson.Wire.EnterpriseProjectsResponse, ct)).EnterpriseProjects;

    public async Task<EnterpriseProjectBody> CreateAsync(EnterpriseProjectRequest project, CancellationToken ct)
    {
        using var content = JsonContent.Create(project, EpsJson.Wire.EnterpriseProjectRequest);
        return (await connection.SendAsync(HttpMethod.Post, Root, content, EpsJson.Wire.EnterpriseProjectResponse, ct)).EnterpriseProject;
    }

    /// <summary>Enterprise projects cannot be deleted, only disabled; what is in one stays.</summary>
    public async Task SwitchAsync(string id, bool enabled, CancellationToken ct)
    {
        using var content = JsonContent.Create(new EnterpriseProjectActionRequest { Action = enabled ? "enable" : "disable" }, EpsJson.Wire.EnterpriseProjectActionRequest);
        await connection.SendAsync(HttpMethod.Post, $"{Root}/{Uri.EscapeDataString(id)}/action", content, ct);
    }
}
