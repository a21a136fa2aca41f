using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam;
using Warren.Engine.Store;

namespace Warren.Engine.Network;

/// <summary>The tags of VPCs, subnets and security groups. Rules: the reference of their tag calls.</summary>
public sealed class NetworkTagService(StoreContext store)
{
    public const int Most = 20;
    public const int LongestKey = 128;
    public const int LongestValue = 255;

    /// <summary>The tags of one resource, by key.</summary>
    /// <exception cref="NetworkException">NotFound.</exception>
    public async Task<IReadOnlyList<NetworkTag>> ListAsync(Caller caller, NetworkKind kind, string id, CancellationToken ct)
    {
        await RequireAsync(caller, kind, id, ct);
        return await store.NetworkTags.AsNoTracking().Where(t => t.ResourceId == id).OrderBy(t => t.Key).ToListAsync(ct);
    }

    /// <summary>The tags of several resources that the caller is known to own.</summary>
    public async Task<ILookup<string, NetworkTag>> OfAsync(IReadOnlyList<string> ids, CancellationToken ct) =>
        (await store.NetworkTags.AsNoTracking().Where(t => ids.Contains(t.ResourceId)).OrderBy(t => t.Key).ToListAsync(ct)).ToLookup(t => t.ResourceId, StringComparer.Ordinal);

    /// <summary>Adds tags, or overwrites the values of those that are there: all or none.</summary>
    /// <exception cref="NetworkException">NotFound or Invalid.</exception>
    public async Task AddAsync(Caller caller, NetworkKind kind, string id, IReadOnlyList<(string? Key, string? Value)> tags, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        await RequireAsync(caller, kind, id, ct);
        var present = await store.NetworkTags.Where(t => t.ResourceId == id).ToDictionaryAsync(t => t.Key, ct);
        foreach (var (key, value) in tags)
        {
            var (goodKey, goodValue) = (Key(key), Value(value));
            if (present.TryGetValue(goodKey, out var tag))
            {
                tag.Value = goodValue;
            }
            else
            {
                store.NetworkTags.Add(present[goodKey] = new NetworkTag { ResourceId = id, Key = goodKey, Value = goodValue });
            }
        }

        if (present.Count > Most)
        {
            throw Invalid($"A resource can have {Most} tags.");
        }

        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Takes tags away; a key that is not there is passed over.</summary>
    /// <exception cref="NetworkException">NotFound or Invalid.</exception>
    public async Task RemoveAsync(Caller caller, NetworkKind kind, string id, IReadOnlyList<string?> keys, CancellationToken ct)
    {
        await RequireAsync(caller, kind, id, ct);
        List<string> gone = [.. keys.Select(Key)];
        await store.NetworkTags.Where(t => t.ResourceId == id && gone.Contains(t.Key)).ExecuteDeleteAsync(ct);
    }

    private async Task RequireAsync(Caller caller, NetworkKind kind, string id, CancellationToken ct)
    {
        var project = caller.RequireProject(kind);
        var exists = kind switch
        {
            NetworkKind.Vpc => await store.Vpcs.AnyAsync(v => v.Id == id && v.ProjectId == project, ct),
            NetworkKind.Subnet => await store.Subnets.AnyAsync(s => s.Id == id && s.VpcId != "" && s.ProjectId == project, ct),
            _ => await store.SecurityGroups.AnyAsync(g => g.Id == id && g.ProjectId == project, ct),
        };
        if (!exists)
        {
            throw NetworkRules.NotFound(kind, id);
        }
    }

    private static string Key(string? key) =>
        key is { Length: >= 1 and <= LongestKey } && key.Trim() == key && !key.Any(char.IsControl) ? key : throw Invalid($"A tag's key must have 1 to {LongestKey} characters, without blanks at its ends.");

    private static string Value(string? value) =>
        (value ?? "") is { Length: <= LongestValue } text && !text.Any(char.IsControl) ? text : throw Invalid($"A tag's value must have at most {LongestValue} characters.");

    private static NetworkException Invalid(string message) => NetworkRules.Invalid(NetworkKind.Tag, message);
}
