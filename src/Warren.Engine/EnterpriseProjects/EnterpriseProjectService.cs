using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam;
using Warren.Engine.Network;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.EnterpriseProjects;

/// <summary>An account's enterprise projects. Rules: the reference of the enterprise project service.</summary>
public sealed partial class EnterpriseProjectService(StoreContext store, TimeProvider clock)
{
    public const int LongestDescription = 512;

    /// <summary>A page of those that match, the default one among them, and how many match in all.</summary>
    public async Task<(IReadOnlyList<EnterpriseProject> Page, int Total)> ListAsync(Caller caller, EnterpriseProjectFilter filter, CancellationToken ct)
    {
        // An account has few of them, and the default one is no row.
        var all = await store.EnterpriseProjects.AsNoTracking().Where(p => p.AccountId == caller.AccountId).ToListAsync(ct);
        all.Add(await DefaultAsync(caller, ct));
        var matching = all.Where(p => (filter.Id is null || p.Id == filter.Id)
            && (filter.Name is null || p.Name.Contains(filter.Name, StringComparison.OrdinalIgnoreCase))
            && (filter.Enabled is null || p.Enabled == filter.Enabled)
            && (filter.Type is null || p.Type == filter.Type));
        var sorted = filter.Order switch
        {
            EnterpriseProjectOrder.Name => matching.OrderBy(p => p.Name, StringComparer.Ordinal),
            EnterpriseProjectOrder.Updated => matching.OrderBy(p => p.UpdatedAt),
            _ => matching.OrderBy(p => p.CreatedAt),
        };
        List<EnterpriseProject> found = [.. sorted.ThenBy(p => p.Id, StringComparer.Ordinal)];
        if (filter.Descending)
        {
            found.Reverse();
        }

        return ([.. found.Skip(filter.Skip).Take(filter.Take)], found.Count);
    }

    /// <exception cref="NetworkException">NotFound.</exception>
    public async Task<EnterpriseProject> FindAsync(Caller caller, string id, CancellationToken ct) => id == EnterpriseProject.DefaultId
        ? await DefaultAsync(caller, ct)
        : await store.EnterpriseProjects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.AccountId == caller.AccountId, ct) ?? throw NotFound(id);

    /// <exception cref="NetworkException">Invalid or Exists.</exception>
    public async Task<EnterpriseProject> CreateAsync(Caller caller, string? name, string? description, string? type, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var project = new EnterpriseProject
        {
            Id = RandomText.Uuid(),
            AccountId = caller.AccountId,
            Name = Name(name),
            Description = Description(description),
            Type = string.IsNullOrEmpty(type) ? "prod" : type is "prod" or "poc" ? type : throw Invalid("type must be prod or poc."),
            CreatedAt = now,
            UpdatedAt = now,
        };
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        await RefuseTakenNameAsync(project, project.Name, ct);
        store.EnterpriseProjects.Add(project);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return project;
    }

    /// <summary>Null values stay.</summary>
    /// <exception cref="NetworkException">NotFound, Invalid or Exists.</exception>
    public async Task<EnterpriseProject> UpdateAsync(Caller caller, string id, string? name, string? description, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var project = await FindOwnAsync(caller, id, "changed", ct);
        if (name is not null && name != project.Name)
        {
            await RefuseTakenNameAsync(project, Name(name), ct);
            project.Name = name;
        }

        project.Description = description is null ? project.Description : Description(description);
        project.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return project;
    }

    /// <summary>Enables or disables; doing it twice is the same as once.</summary>
    /// <exception cref="NetworkException">NotFound, or Invalid for the default one.</exception>
    public async Task SwitchAsync(Caller caller, string id, bool enabled, CancellationToken ct)
    {
        var project = await FindOwnAsync(caller, id, "switched", ct);
        project.Enabled = enabled;
        project.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
    }

    /// <summary>Whether a new resource may belong to it; null and empty are the default one.</summary>
    /// <returns>The id.</returns>
    /// <exception cref="NetworkException">EnterpriseProjectUnknown or EnterpriseProjectDisabled.</exception>
    public async Task<string> RequireUsableAsync(Caller caller, string? id, NetworkKind kind, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(id) || id == EnterpriseProject.DefaultId)
        {
            return EnterpriseProject.DefaultId;
        }

        var project = await store.EnterpriseProjects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.AccountId == caller.AccountId, ct)
            ?? throw new NetworkException(NetworkFault.EnterpriseProjectUnknown, kind, $"enterprise_project_id {id} does not exist.");
        return project.Enabled
            ? id
            : throw new NetworkException(NetworkFault.EnterpriseProjectDisabled, kind, $"The enterprise project {id} is disabled and takes no new resources.");
    }

    private async Task<EnterpriseProject> DefaultAsync(Caller caller, CancellationToken ct) =>
        EnterpriseProject.Default(await store.Accounts.AsNoTracking().SingleAsync(a => a.Id == caller.AccountId, ct));

    private async Task<EnterpriseProject> FindOwnAsync(Caller caller, string id, string change, CancellationToken ct) => id == EnterpriseProject.DefaultId
        ? throw Invalid($"The default enterprise project cannot be {change}.")
        : await store.EnterpriseProjects.SingleOrDefaultAsync(p => p.Id == id && p.AccountId == caller.AccountId, ct) ?? throw NotFound(id);

    private async Task RefuseTakenNameAsync(EnterpriseProject project, string name, CancellationToken ct)
    {
        var others = await store.EnterpriseProjects.AsNoTracking().Where(p => p.AccountId == project.AccountId && p.Id != project.Id).Select(p => p.Name).ToListAsync(ct);
        if (others.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new NetworkException(NetworkFault.Exists, NetworkKind.EnterpriseProject, $"An enterprise project named {name} exists already.");
        }
    }

    private static string Name(string? name) =>
        name is not null && NamePattern().IsMatch(name) && !name.Equals("default", StringComparison.OrdinalIgnoreCase)
            ? name
            : throw Invalid("name must have 1 to 255 letters, digits, _ or -, and not be \"default\".");

    private static string Description(string? description) =>
        (description ?? "").Length <= LongestDescription ? description ?? "" : throw Invalid($"description must have at most {LongestDescription} characters.");

    private static NetworkException Invalid(string message) => NetworkRules.Invalid(NetworkKind.EnterpriseProject, message);

    private static NetworkException NotFound(string id) => NetworkRules.NotFound(NetworkKind.EnterpriseProject, id);

    [GeneratedRegex(@"\A[\p{L}0-9_-]{1,255}\z")]
    private static partial Regex NamePattern();
}
