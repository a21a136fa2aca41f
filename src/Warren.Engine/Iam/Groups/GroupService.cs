using Microsoft.EntityFrameworkCore;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Iam.Groups;

/// <summary>The groups of the caller's account and who is in them. Those of another account are unknown.</summary>
public sealed class GroupService(StoreContext store, TimeProvider clock)
{
    public async Task<IReadOnlyList<Group>> ListAsync(Caller caller, string? name, CancellationToken ct) =>
        await store.Groups.AsNoTracking().Where(g => g.AccountId == caller.AccountId && (name == null || g.Name == name)).OrderBy(g => g.Name).ToListAsync(ct);

    /// <exception cref="IamException">404: unknown, or of another account.</exception>
    public async Task<Group> FindAsync(Caller caller, string id, CancellationToken ct) =>
        await store.Groups.SingleOrDefaultAsync(g => g.Id == id && g.AccountId == caller.AccountId, ct) ?? throw IamException.Unknown("group", id);

    public async Task<Group> CreateAsync(Caller caller, string? accountId, string? name, string? description, CancellationToken ct)
    {
        if (accountId is { Length: > 0 } && accountId != caller.AccountId)
        {
            throw IamException.Unknown("domain", accountId);
        }

        var group = new Group
        {
            Id = RandomText.Id(),
            AccountId = caller.AccountId,
            Name = IamRules.DisplayName("name", name),
            Description = IamRules.Description(description),
            CreatedAt = clock.GetUtcNow(),
        };
        await RequireFreeAsync(group, ct);
        store.Groups.Add(group);
        await store.SaveChangesAsync(ct);
        return group;
    }

    public async Task<Group> UpdateAsync(Caller caller, string id, string? name, string? description, CancellationToken ct)
    {
        var group = await FindAsync(caller, id, ct);
        group.Name = name is null ? group.Name : IamRules.DisplayName("name", name);
        group.Description = description is null ? group.Description : IamRules.Description(description);
        await RequireFreeAsync(group, ct);
        await store.SaveChangesAsync(ct);
        return group;
    }

    /// <summary>With its memberships and grants.</summary>
    public async Task DeleteAsync(Caller caller, string id, CancellationToken ct)
    {
        store.Groups.Remove(await FindAsync(caller, id, ct));
        await store.SaveChangesAsync(ct);
    }

    public async Task<IReadOnlyList<User>> MembersAsync(Caller caller, string id, CancellationToken ct)
    {
        var group = await FindAsync(caller, id, ct);
        return await store.Users.AsNoTracking().Where(u => store.GroupMembers.Any(m => m.GroupId == group.Id && m.UserId == u.Id)).OrderBy(u => u.Name).ToListAsync(ct);
    }

    /// <summary>Twice is the same as once.</summary>
    public async Task AddAsync(Caller caller, string id, string userId, CancellationToken ct)
    {
        if (!await IsMemberAsync(caller, id, userId, ct))
        {
            store.GroupMembers.Add(new GroupMember { GroupId = id, UserId = userId });
            await store.SaveChangesAsync(ct);
        }
    }

    /// <exception cref="IamException">404: the user is not in the group.</exception>
    public async Task RemoveAsync(Caller caller, string id, string userId, CancellationToken ct)
    {
        if (!await IsMemberAsync(caller, id, userId, ct))
        {
            throw IamException.Unknown("member", userId);
        }

        await store.GroupMembers.Where(m => m.GroupId == id && m.UserId == userId).ExecuteDeleteAsync(ct);
    }

    /// <exception cref="IamException">404: the group or the user is unknown, or of another account.</exception>
    public async Task<bool> IsMemberAsync(Caller caller, string id, string userId, CancellationToken ct)
    {
        await FindAsync(caller, id, ct);
        return await store.Users.AnyAsync(u => u.Id == userId && u.AccountId == caller.AccountId, ct)
            ? await store.GroupMembers.AnyAsync(m => m.GroupId == id && m.UserId == userId, ct)
            : throw IamException.Unknown("user", userId);
    }

    private async Task RequireFreeAsync(Group group, CancellationToken ct)
    {
        if (await store.Groups.AnyAsync(g => g.AccountId == group.AccountId && g.Name == group.Name && g.Id != group.Id, ct))
        {
            throw IamException.Conflict($"A group named {group.Name} exists.");
        }
    }
}
