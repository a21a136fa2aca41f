using Microsoft.EntityFrameworkCore;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Store;

namespace Warren.Engine.Instances;

/// <summary>Finds an instance of the caller's project. What is not the caller's is unknown.</summary>
public sealed class InstanceFinder(StoreContext store)
{
    /// <param name="caller">Whose project it is.</param>
    /// <param name="instanceId">As the path has it.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="inBin">Whether what the recycle bin keeps is found too.</param>
    /// <exception cref="WarrenException">InstanceIdMalformed, or InstanceUnknown also for what belongs to another project.</exception>
    public async Task<Instance> FindAsync(Caller caller, string instanceId, CancellationToken ct, bool inBin = false)
    {
        var id = Id(instanceId) ?? throw new WarrenException(DmsErrors.InstanceIdMalformed);
        var found = await store.Instances.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.ProjectId == caller.ProjectId, ct);
        return found is not null && (inBin || !InstanceStatusRules.IsInBin(found))
            ? found
            : throw new WarrenException(DmsErrors.InstanceUnknown, instanceId);
    }

    /// <summary>The id in the form that is stored, or null for what cannot be one.</summary>
    public static string? Id(string? text) => Guid.TryParseExact(text, "D", out var id) ? id.ToString("D") : null;
}
