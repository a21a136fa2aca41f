using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam.Groups;
using Warren.Engine.Iam.Lockout;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Iam.Users;

/// <summary>The users of the caller's account. Those of another are unknown.</summary>
public sealed class UserService(StoreContext store, IPasswordHasher<User> hasher, ProofLocks locks, TimeProvider clock)
{
    private static readonly string[] AccessModes = ["default", "programmatic", "console"];

    /// <summary>By name; null filters are not applied.</summary>
    public async Task<IReadOnlyList<User>> ListAsync(Caller caller, string? name, bool? enabled, bool onlySelf, CancellationToken ct) =>
        await store.Users.AsNoTracking()
            .Where(u => u.AccountId == caller.AccountId && (name == null || u.Name == name) && (enabled == null || u.Enabled == enabled) && (!onlySelf || u.Id == caller.UserId))
            .OrderBy(u => u.Name)
            .ToListAsync(ct);

    /// <exception cref="IamException">404: unknown, or of another account.</exception>
    public async Task<User> FindAsync(Caller caller, string id, CancellationToken ct) =>
        await store.Users.SingleOrDefaultAsync(u => u.Id == id && u.AccountId == caller.AccountId, ct) ?? throw IamException.Unknown("user", id);

    /// <summary>Without a password the user has only access keys to come in with.</summary>
    public async Task<User> CreateAsync(Caller caller, UserChange wanted, CancellationToken ct)
    {
        if (wanted.AccountId is { Length: > 0 } account && account != caller.AccountId)
        {
            throw IamException.Unknown("domain", account);
        }

        var now = clock.GetUtcNow();
        var user = new User { Id = RandomText.Id(), AccountId = caller.AccountId, Name = IamRules.UserName(wanted.Name), PasswordHash = "", PasswordChangedAt = now, CreatedAt = now };
        user.PasswordHash = hasher.HashPassword(user, (wanted.Password ?? RandomText.Password(32)).Reveal());
        await ApplyAsync(user, wanted with { Name = null }, ct);
        await RequireFreeAsync(user, ct);
        store.Users.Add(user);
        await store.SaveChangesAsync(ct);
        return user;
    }

    /// <summary>A new password or being disabled ends the user's tokens at once.</summary>
    public async Task<User> UpdateAsync(Caller caller, string id, UserChange wanted, CancellationToken ct)
    {
        var user = await FindAsync(caller, id, ct);
        if (user.IsAccountOwner && (!caller.IsAccountOwner || wanted.Enabled == false))
        {
            throw IamException.Forbidden("The account's own user is changed by nobody else, and is not disabled.");
        }

        if (user.Federated && (wanted.Password is not null || (wanted.Name is not null && wanted.Name != user.Name)))
        {
            throw IamException.Forbidden("The name and the password of a user of Keystone's are Keystone's.");
        }

        await ApplyAsync(user, wanted, ct);
        await store.SaveChangesAsync(ct);
        return user;
    }

    /// <exception cref="IamException">
    /// 400: the old password is wrong, or the new one is not acceptable or the same. 403: another's, a temporary key, or locked after too many wrong ones.
    /// </exception>
    public async Task ChangeOwnPasswordAsync(Caller caller, string id, Secret? original, Secret? wanted, string? source, CancellationToken ct)
    {
        var user = await FindAsync(caller, id, ct);
        if (user.Id != caller.UserId || caller.IsTemporary)
        {
            throw IamException.Forbidden("Only one's own password is changed this way, and not with a temporary access key or a token of Keystone's.");
        }

        if (await locks.UntilAsync(user.Id, source, ct) is { } until)
        {
            throw IamException.Forbidden(ProofLocks.WrongPasswords(until));
        }

        if (original is null || hasher.VerifyHashedPassword(user, user.PasswordHash, original.Reveal()) == PasswordVerificationResult.Failed)
        {
            await locks.FailedAsync(user.Id, source, user, ct);
            throw new IamException(400, "original_password is wrong.");
        }

        if (wanted?.Reveal() == original.Reveal())
        {
            throw IamException.Invalid("password", "another one than before");
        }

        SetPassword(user, wanted);
        user.PasswordToBeChanged = false;
        await store.SaveChangesAsync(ct);
    }

    /// <summary>The failed sign-ins and signatures of a user, and where it is locked.</summary>
    public async Task<IReadOnlyList<ProofFailures>> LocksAsync(Caller caller, string id, CancellationToken ct) => await locks.ListAsync(await FindAsync(caller, id, ct), ct);

    /// <summary>Ends them.</summary>
    public async Task UnlockAsync(Caller caller, string id, CancellationToken ct) => await locks.EndAsync(await FindAsync(caller, id, ct), ct);

    /// <summary>With its keys, memberships and grants; instances that it ordered stay, they belong to the project.</summary>
    public async Task DeleteAsync(Caller caller, string id, CancellationToken ct)
    {
        var user = await FindAsync(caller, id, ct);
        if (user.IsAccountOwner)
        {
            throw IamException.Forbidden("The account's own user cannot be deleted.");
        }

        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        await store.AccessKeys.Where(k => k.UserId == id).ExecuteDeleteAsync(ct);
        store.Users.Remove(user);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The groups that a user is in, by name.</summary>
    public async Task<IReadOnlyList<Group>> GroupsAsync(Caller caller, string id, CancellationToken ct)
    {
        var user = await FindAsync(caller, id, ct);
        return await store.Groups.AsNoTracking().Where(g => store.GroupMembers.Any(m => m.GroupId == g.Id && m.UserId == user.Id)).OrderBy(g => g.Name).ToListAsync(ct);
    }

    private async Task ApplyAsync(User user, UserChange wanted, CancellationToken ct)
    {
        if (wanted.Name is not null && wanted.Name != user.Name)
        {
            user.Name = IamRules.UserName(wanted.Name);
            await RequireFreeAsync(user, ct);
        }

        if (wanted.Password is not null)
        {
            SetPassword(user, wanted.Password);
        }

        if (wanted.AccessMode is not null && !AccessModes.Contains(wanted.AccessMode, StringComparer.Ordinal))
        {
            throw IamException.Invalid("access_mode", string.Join(", ", AccessModes));
        }

        user.Enabled = wanted.Enabled ?? user.Enabled;
        user.Description = wanted.Description is null ? user.Description : IamRules.Description(wanted.Description);
        user.Email = Contact("email", wanted.Email) ?? user.Email;
        user.AreaCode = Contact("areacode", wanted.AreaCode) ?? user.AreaCode;
        user.Phone = Contact("phone", wanted.Phone) ?? user.Phone;
        user.AccessMode = wanted.AccessMode ?? user.AccessMode;
        user.PasswordToBeChanged = wanted.PasswordToBeChanged ?? user.PasswordToBeChanged;
    }

    private async Task RequireFreeAsync(User user, CancellationToken ct)
    {
        if (await store.Users.AnyAsync(u => u.AccountId == user.AccountId && u.Name == user.Name && u.Id != user.Id, ct))
        {
            throw IamException.Conflict($"A user named {user.Name} exists.");
        }
    }

    private void SetPassword(User user, Secret? password)
    {
        user.PasswordHash = hasher.HashPassword(user, IamRules.Password(password?.Reveal(), user.Name));
        user.PasswordChangedAt = clock.GetUtcNow();
    }

    private static string? Contact(string field, string? text) => text is { Length: > 255 } ? throw IamException.Invalid(field, "at most 255 characters") : text;
}
