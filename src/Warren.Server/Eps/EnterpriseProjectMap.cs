using Warren.Contract.Eps;
using Warren.Engine.EnterpriseProjects;
using Warren.Server.Network;

namespace Warren.Server.Eps;

/// <summary>Between the enterprise project calls' records and the engine.</summary>
internal static class EnterpriseProjectMap
{
    private const int Enabled = 1;
    private const int Disabled = 2;

    public static EnterpriseProjectBody ToBody(EnterpriseProject project) => new()
    {
        Id = project.Id,
        Name = project.Name,
        Description = project.Description,
        Status = project.Enabled ? Enabled : Disabled,
        Type = project.Type,
        DeleteFlag = false,
        CreatedAt = WireTime.Zulu(project.CreatedAt),
        UpdatedAt = WireTime.Zulu(project.UpdatedAt),
    };

    public static EnterpriseProjectFilter ToFilter(HttpContext http) => new()
    {
        Id = http.Text("id"),
        Name = http.Text("name"),
        Enabled = EpsQuery.Number(http.Text("status"), "status", Enabled, Disabled) is { } status ? status == Enabled : null,
        Type = http.Text("type"),
        Order = http.Text("sort_key") switch
        {
            "updated_at" => EnterpriseProjectOrder.Updated,
            "name" => EnterpriseProjectOrder.Name,
            _ => EnterpriseProjectOrder.Created,
        },
        Descending = http.Text("sort_dir") != "asc",
        Skip = EpsQuery.Number(http.Text("offset"), "offset", 0, int.MaxValue) ?? 0,
        Take = EpsQuery.Number(http.Text("limit"), "limit", 1, EnterpriseProjectFilter.LongestPage) ?? EnterpriseProjectFilter.LongestPage,
    };

    public static ResourceBody ToBody(EnterpriseResource resource, IReadOnlyDictionary<string, string> projectNames) => new()
    {
        EnterpriseProjectId = resource.EnterpriseProjectId,
        ProjectId = resource.ProjectId,
        ProjectName = projectNames.GetValueOrDefault(resource.ProjectId) ?? "",
        ResourceId = resource.Id,
        ResourceName = resource.Name,
        ResourceType = resource.Type,
    };
}
