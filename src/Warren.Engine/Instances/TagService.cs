using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Quotas;
using Warren.Engine.Store;

namespace Warren.Engine.Instances;

/// <summary>Tags of instances.</summary>
public sealed class TagService(StoreContext store, InstanceFinder finder, IOptions<QuotaOptions> quota)
{
    /// <summary>An instance's tags, by key.</summary>
    public async Task<IReadOnlyList<InstanceTag>> ListAsync(Caller caller, string instanceId, CancellationToken ct)
    {
        var instance = await finder.FindAsync(caller, instanceId, ct);
        return await store.InstanceTags.AsNoTracking().Where(t => t.InstanceId == instance.Id).OrderBy(t => t.Key).ToListAsync(ct);
    }

    /// <summary>Every key that instances of the project use, with its values.</summary>
    /// <param name="caller">Whose project.</param>
    /// <param name="enterpriseProjectIds">The enterprise projects that the caller may see instances of; null: all.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IReadOnlyList<(string Key, IReadOnlyList<string> Values)>> ListProjectAsync(Caller caller, IReadOnlyList<string>? enterpriseProjectIds, CancellationToken ct)
    {
        var tags = await (
            from tag in store.InstanceTags
            join instance in store.Instances.InEnterpriseProjects(enterpriseProjectIds) on tag.InstanceId equals instance.Id
            where instance.ProjectId == caller.ProjectId && instance.DeletionRequestedAt == null
            select new { tag.Key, tag.Value }).Distinct().ToListAsync(ct);
        return [.. tags.GroupBy(t => t.Key, t => t.Value).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Order(StringComparer.Ordinal)]))];
    }

    /// <summary>Adds tags; one whose key exists gets the new value.</summary>
    /// <exception cref="WarrenException">ParameterInvalid naming tags; nothing was changed.</exception>
    public async Task AddAsync(Caller caller, string instanceId, IReadOnlyList<(string? Key, string? Value)> tags, CancellationToken ct)
    {
        var instance = await finder.FindAsync(caller, instanceId, ct);
        var wanted = TagRules.All(tags);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var existing = await store.InstanceTags.Where(t => t.InstanceId == instance.Id).ToDictionaryAsync(t => t.Key, ct);
        foreach (var (key, value) in wanted)
        {
            if (existing.TryGetValue(key, out var tag))
            {
                tag.Value = value;
            }
            else
            {
                store.InstanceTags.Add(existing[key] = new InstanceTag { InstanceId = instance.Id, Key = key, Value = value });
            }
        }

        CheckCount(existing.Count);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Removes tags by key; a key that is not there counts as removed. A value, where given, must match.</summary>
    public async Task RemoveAsync(Caller caller, string instanceId, IReadOnlyList<(string? Key, string? Value)> tags, CancellationToken ct)
    {
        var instance = await finder.FindAsync(caller, instanceId, ct);
        var keys = tags.Select(t => (Key: TagRules.Key(t.Key), t.Value)).ToList();
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        foreach (var (key, value) in keys)
        {
            await store.InstanceTags.Where(t => t.InstanceId == instance.Id && t.Key == key && (value == null || value == "" || t.Value == value)).ExecuteDeleteAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    internal void CheckCount(int count)
    {
        if (count > quota.Value.TagsPerInstance)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "tags", $"at most {quota.Value.TagsPerInstance} tags of an instance");
        }
    }
}
