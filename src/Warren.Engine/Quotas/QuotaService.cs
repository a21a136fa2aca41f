using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Warren.Engine.Errors;
using Warren.Engine.Store;

namespace Warren.Engine.Quotas;

/// <summary>Counts what a project uses and refuses more than it may have.</summary>
public sealed class QuotaService(StoreContext store, IOptions<QuotaOptions> options)
{
    /// <summary>The project's instances now, and how many it may have.</summary>
    public async Task<(int Used, int Limit)> InstancesAsync(string projectId, CancellationToken ct) =>
        (await store.Instances.CountAsync(i => i.ProjectId == projectId && i.DeletionRequestedAt == null, ct), options.Value.InstancesPerProject);

    /// <summary>Called inside the transaction that adds one.</summary>
    /// <exception cref="WarrenException">QuotaExceeded.</exception>
    public async Task CheckOneMoreAsync(string projectId, CancellationToken ct)
    {
        var (used, limit) = await InstancesAsync(projectId, ct);
        if (used >= limit)
        {
            throw new WarrenException(DmsErrors.QuotaExceeded, limit);
        }
    }
}
