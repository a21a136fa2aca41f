using Microsoft.EntityFrameworkCore;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Iam;

/// <summary>Makes and ends access keys of the users of the caller's account. The secret is handed out once, when the key is made.</summary>
public sealed class AccessKeyAdministration(StoreContext store, SecretProtector secrets, TimeProvider clock)
{
    /// <summary>Keys of a user, as the cloud has it.</summary>
    public const int MostKeys = 2;

    public async Task<IReadOnlyList<AccessKey>> ListAsync(Caller caller, string userId, CancellationToken ct)
    {
        await FindUserAsync(caller, userId, ct);
        return await store.AccessKeys.AsNoTracking().Where(k => k.UserId == userId).OrderBy(k => k.CreatedAt).ToListAsync(ct);
    }

    /// <exception cref="IamException">404: unknown, or of another account.</exception>
    public async Task<AccessKey> FindAsync(Caller caller, string id, CancellationToken ct) =>
        await store.AccessKeys.SingleOrDefaultAsync(k => k.Id == id && store.Users.Any(u => u.Id == k.UserId && u.AccountId == caller.AccountId), ct)
            ?? throw IamException.Unknown("access key", id);

    /// <exception cref="IamException">409: the user has as many as are allowed. 403: the caller's own key ends by itself.</exception>
    public async Task<(AccessKey Key, Secret Secret)> CreateAsync(Caller caller, string userId, string? description, CancellationToken ct)
    {
        if (caller.IsTemporary)
        {
            throw IamException.Forbidden("A temporary access key or a token of Keystone's cannot make one that lasts.");
        }

        await FindUserAsync(caller, userId, ct);
        if (await store.Users.AnyAsync(u => u.Id == userId && u.Federated, ct))
        {
            throw IamException.Forbidden("A user of Keystone's has no access keys here.");
        }

        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        if (await store.AccessKeys.CountAsync(k => k.UserId == userId, ct) >= MostKeys)
        {
            throw IamException.Conflict($"The user has {MostKeys} access keys, and more are not allowed.");
        }

        var secret = RandomText.Password(40);
        var key = new AccessKey
        {
            Id = RandomText.AccessKey(),
            UserId = userId,
            ProtectedSecret = secrets.Protect(secret),
            Description = IamRules.Description(description),
            CreatedAt = clock.GetUtcNow(),
        };
        store.AccessKeys.Add(key);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (key, secret);
    }

    public async Task<AccessKey> UpdateAsync(Caller caller, string id, string? status, string? description, CancellationToken ct)
    {
        var key = await FindAsync(caller, id, ct);
        await FindUserAsync(caller, key.UserId, ct);
        key.Active = status switch
        {
            null => key.Active,
            "active" => true,
            "inactive" => false,
            _ => throw IamException.Invalid("status", "active or inactive"),
        };
        key.Description = description is null ? key.Description : IamRules.Description(description);
        await store.SaveChangesAsync(ct);
        return key;
    }

    public async Task DeleteAsync(Caller caller, string id, CancellationToken ct)
    {
        var key = await FindAsync(caller, id, ct);
        await FindUserAsync(caller, key.UserId, ct);
        store.AccessKeys.Remove(key);
        await store.SaveChangesAsync(ct);
    }

    /// <summary>Nobody else touches the keys of the account's own user: they would be that user.</summary>
    private async Task FindUserAsync(Caller caller, string userId, CancellationToken ct)
    {
        var user = await store.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId && u.AccountId == caller.AccountId, ct) ?? throw IamException.Unknown("user", userId);
        if (user.IsAccountOwner && !caller.IsAccountOwner)
        {
            throw IamException.Forbidden("The access keys of the account's own user are its own.");
        }
    }
}
