using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam.Roles;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Iam.Projects;

/// <summary>Makes and changes the projects of the caller's account.</summary>
public sealed class ProjectChanges(StoreContext store, ProjectService projects, TimeProvider clock)
{
    private const int LongestName = 64;

    /// <summary>The name must be the region, an underscore and more, as the cloud has it.</summary>
    public async Task<Project> CreateAsync(Caller caller, string? name, string? parentId, string? accountId, string? description, CancellationToken ct)
    {
        if (accountId is { Length: > 0 } && accountId != caller.AccountId)
        {
            throw IamException.Unknown("domain", accountId);
        }

        var parent = string.IsNullOrEmpty(parentId) || parentId == caller.AccountId ? null : await FindAsync(caller, parentId, ct);
        var project = new Project
        {
            Id = RandomText.Id(),
            AccountId = caller.AccountId,
            ParentId = parent?.Id,
            Name = await NameAsync(name, ct),
            Description = IamRules.Description(description),
            CreatedAt = clock.GetUtcNow(),
        };
        await RequireFreeAsync(project, ct);
        store.Projects.Add(project);
        await store.SaveChangesAsync(ct);
        return project;
    }

    /// <summary>A disabled project's tokens end at once; its brokers go on.</summary>
    public async Task<Project> UpdateAsync(Caller caller, string id, string? name, string? description, bool? enabled, CancellationToken ct)
    {
        var project = await FindAsync(caller, id, ct);
        if (name is not null && name != project.Name)
        {
            var region = await RegionAsync(ct);
            project.Name = project.Name == region ? throw IamException.Invalid("name", $"{region}: the region's own project keeps its name") : await NameAsync(name, ct);
            await RequireFreeAsync(project, ct);
        }

        project.Description = description is null ? project.Description : IamRules.Description(description);
        project.Enabled = enabled ?? project.Enabled;
        await store.SaveChangesAsync(ct);
        return project;
    }

    /// <exception cref="IamException">409: something is in it, or it is the region's own.</exception>
    public async Task DeleteAsync(Caller caller, string id, CancellationToken ct)
    {
        var project = await FindAsync(caller, id, ct);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        if (project.Name == await RegionAsync(ct) || await store.Instances.AnyAsync(i => i.ProjectId == id, ct)
            || await store.Vpcs.AnyAsync(v => v.ProjectId == id, ct) || await store.SecurityGroups.AnyAsync(g => g.ProjectId == id, ct))
        {
            throw IamException.Conflict("The project has instances, VPCs or security groups, or is the region's own: it cannot be deleted.");
        }

        await store.RoleGrants.Where(g => g.Scope == GrantScope.Project && g.ScopeId == id).ExecuteDeleteAsync(ct);
        store.Projects.Remove(project);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The projects that a user of the account was granted anything in.</summary>
    public async Task<IReadOnlyList<Project>> OfUserAsync(Caller caller, User user, CancellationToken ct) =>
        await (user.IsAccountOwner ? projects.OfAccount(caller.AccountId) : projects.OfUser(caller.AccountId, user.Id)).OrderBy(p => p.Name).ToListAsync(ct);

    private async Task<Project> FindAsync(Caller caller, string id, CancellationToken ct) =>
        await store.Projects.SingleOrDefaultAsync(p => p.Id == id && p.AccountId == caller.AccountId, ct) ?? throw IamException.Unknown("project", id);

    private Task<string> RegionAsync(CancellationToken ct) => store.Installations.Select(i => i.Region).SingleAsync(ct);

    private async Task<string> NameAsync(string? name, CancellationToken ct)
    {
        var prefix = await RegionAsync(ct) + "_";
        return name is not null && name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length && name.Length <= LongestName
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? name
            : throw IamException.Invalid("name", $"{prefix} and more letters, digits, - or _, at most {LongestName} characters in all");
    }

    private async Task RequireFreeAsync(Project project, CancellationToken ct)
    {
        if (await store.Projects.AnyAsync(p => p.AccountId == project.AccountId && p.Name == project.Name && p.Id != project.Id, ct))
        {
            throw IamException.Conflict($"A project named {project.Name} exists.");
        }
    }
}
