using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam;
using Warren.Engine.Network;
using Warren.Engine.Store;

namespace Warren.Engine.EnterpriseProjects;

/// <summary>What belongs to an enterprise project, and moving it to another one.</summary>
public sealed class EnterpriseResourceService(StoreContext store, EnterpriseProjectService enterpriseProjects)
{
    /// <summary>The account's resources in an enterprise project, by type and name.</summary>
    /// <param name="caller">Whose account.</param>
    /// <param name="id">The enterprise project.</param>
    /// <param name="projectIds">Only in these projects; empty: in all of the account.</param>
    /// <param name="types">Only of these types.</param>
    /// <param name="name">Part of the name, or null.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="NetworkException">NotFound.</exception>
    public async Task<IReadOnlyList<EnterpriseResource>> ListAsync(
        Caller caller, string id, IReadOnlyList<string> projectIds, IReadOnlyList<string> types, string? name, CancellationToken ct)
    {
        await enterpriseProjects.FindAsync(caller, id, ct);
        var projects = await store.Projects.Where(p => p.AccountId == caller.AccountId && (projectIds.Count == 0 || projectIds.Contains(p.Id))).Select(p => p.Id).ToListAsync(ct);
        List<EnterpriseResource> found = [];
        foreach (var type in types.Distinct(StringComparer.Ordinal))
        {
            found.AddRange(await Of(type).Where(r => r.EnterpriseProjectId == id && projects.Contains(r.ProjectId)).ToListAsync(ct));
        }

        return
        [
            .. found.Where(r => name is null || r.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
                .OrderBy(r => r.Type, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => r.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Moves one resource. The target must be enabled; where the resource comes from does not matter.</summary>
    /// <exception cref="NetworkException">NotFound of the target or the resource, EnterpriseProjectDisabled, or Invalid for an unknown type.</exception>
    public async Task MigrateAsync(Caller caller, string id, string? projectId, string? type, string? resourceId, CancellationToken ct)
    {
        await enterpriseProjects.FindAsync(caller, id, ct);
        await enterpriseProjects.RequireUsableAsync(caller, id, NetworkKind.EnterpriseProject, ct);
        var project = await store.Projects.SingleOrDefaultAsync(p => p.AccountId == caller.AccountId && p.Id == (string.IsNullOrEmpty(projectId) ? caller.ProjectId : projectId), ct)
            ?? throw NetworkRules.Invalid(NetworkKind.EnterpriseProject, "project_id must be the project that the resource belongs to.");
        var rows = type switch
        {
            ResourceTypes.Vpc => await store.Vpcs.Where(v => v.Id == resourceId && v.ProjectId == project.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(v => v.EnterpriseProjectId, id), ct),
            ResourceTypes.SecurityGroup => await store.SecurityGroups.Where(g => g.Id == resourceId && g.ProjectId == project.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(g => g.EnterpriseProjectId, id), ct),
            ResourceTypes.PublicIp => await store.PublicIps.Where(i => i.Id == resourceId && i.ProjectId == project.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.EnterpriseProjectId, id), ct),
            ResourceTypes.Instance => await store.Instances.Where(i => i.Id == resourceId && i.ProjectId == project.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.EnterpriseProjectId, id), ct),
            _ => throw NetworkRules.Invalid(NetworkKind.EnterpriseProject, $"resource_type must be one of {string.Join(", ", ResourceTypes.All)}."),
        };
        if (rows == 0)
        {
            throw new NetworkException(NetworkFault.NotFound, NetworkKind.EnterpriseProject, $"There is no {type} {resourceId} in the project {project.Id}.");
        }
    }

    private IQueryable<EnterpriseResource> Of(string type) => type switch
    {
        ResourceTypes.Vpc => store.Vpcs.Select(v => new EnterpriseResource
        {
            Id = v.Id,
            Name = v.Name,
            Type = ResourceTypes.Vpc,
            ProjectId = v.ProjectId,
            EnterpriseProjectId = v.EnterpriseProjectId,
        }),
        ResourceTypes.SecurityGroup => store.SecurityGroups.Select(g => new EnterpriseResource
        {
            Id = g.Id,
            Name = g.Name,
            Type = ResourceTypes.SecurityGroup,
            ProjectId = g.ProjectId,
            EnterpriseProjectId = g.EnterpriseProjectId,
        }),
        ResourceTypes.PublicIp => store.PublicIps.Select(i => new EnterpriseResource
        {
            Id = i.Id,
            Name = i.Address,
            Type = ResourceTypes.PublicIp,
            ProjectId = i.ProjectId,
            EnterpriseProjectId = i.EnterpriseProjectId,
        }),
        _ => store.Instances.Select(i => new EnterpriseResource
        {
            Id = i.Id,
            Name = i.Name,
            Type = ResourceTypes.Instance,
            ProjectId = i.ProjectId,
            EnterpriseProjectId = i.EnterpriseProjectId,
        }),
    };
}
