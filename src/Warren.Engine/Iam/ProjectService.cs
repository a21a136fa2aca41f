using Microsoft.EntityFrameworkCore;
using Warren.Engine.Store;

namespace Warren.Engine.Iam;

/// <summary>The projects and the account that a caller can see: its own.</summary>
public sealed class ProjectService(StoreContext store)
{
    /// <summary>The account's projects, by name; null filters are not applied.</summary>
    public async Task<IReadOnlyList<Project>> ListAsync(Caller caller, string? name, bool? enabled, CancellationToken ct) =>
        await store.Projects.AsNoTracking()
            .Where(p => p.AccountId == caller.AccountId && (name == null || p.Name == name) && (enabled == null || p.Enabled == enabled))
            .OrderBy(p => p.Name)
            .ToListAsync(ct);

    /// <summary>One project of the account, or null.</summary>
    public Task<Project?> FindAsync(Caller caller, string id, CancellationToken ct) =>
        store.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.AccountId == caller.AccountId && p.Id == id, ct);
}
