using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Warren.Engine.Store;

namespace Warren.Engine.Iam.Lockout;

/// <summary>
/// Stops guessing: so many failed proofs in a row of a user or an access key lock it, for the address that they came from and nobody else, so that a stranger
/// cannot lock a user out. A name that no user has locks just as well, so that a lock tells nobody who exists.
/// </summary>
public sealed class ProofLocks(StoreContext store, IOptions<ProofLockOptions> options, TimeProvider clock)
{
    private const int LongestSubject = 160;

    /// <summary>Where the caller is not known, as in a call from within.</summary>
    private const string NoSource = "-";

    /// <summary>Until when this subject is locked for this address; null: it is not.</summary>
    public async Task<DateTimeOffset?> UntilAsync(string subject, string? source, CancellationToken ct)
    {
        var found = await Of(subject, source).AsNoTracking().SingleOrDefaultAsync(ct);
        return found?.LockedUntil > clock.GetUtcNow() ? found.LockedUntil : null;
    }

    /// <summary>Counts a failure. Counting is atomic: guesses at the same moment count one by one.</summary>
    public async Task FailedAsync(string subject, string? source, User? user, CancellationToken ct)
    {
        if (options.Value.Failures == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var forgotten = now - options.Value.Duration;
        if (await CountAsync(subject, source, now, forgotten, ct) == 0)
        {
            await AddAsync(subject, source, user, now, ct);
        }

        var until = now + options.Value.Duration;
        await Of(subject, source).Where(f => f.Count >= options.Value.Failures && (f.LockedUntil == null || f.LockedUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.LockedUntil, until), ct);
        await store.ProofFailures.Where(f => f.LastAt < forgotten).ExecuteDeleteAsync(ct);
    }

    /// <summary>A good proof ends the row of failures.</summary>
    public Task SucceededAsync(string subject, string? source, CancellationToken ct) => Of(subject, source).ExecuteDeleteAsync(ct);

    /// <summary>The failures of a user and its keys, locked or not, newest first.</summary>
    public async Task<IReadOnlyList<ProofFailures>> ListAsync(User user, CancellationToken ct) =>
        await store.ProofFailures.AsNoTracking().Where(f => f.UserId == user.Id && f.AccountId == user.AccountId).OrderByDescending(f => f.LastAt).ToListAsync(ct);

    /// <summary>Ends every lock of a user and its keys.</summary>
    public Task EndAsync(User user, CancellationToken ct) =>
        store.ProofFailures.Where(f => f.UserId == user.Id && f.AccountId == user.AccountId).ExecuteDeleteAsync(ct);

    /// <summary>What a user is told who is locked.</summary>
    internal static string WrongPasswords(DateTimeOffset until) =>
        $"The user is locked for this address until {until:yyyy-MM-dd'T'HH:mm:ss'Z'}: too many wrong passwords in a row.";

    /// <summary>What stands for a user's name that nobody has.</summary>
    internal static string UnknownName(string account, string name)
    {
        var text = $"?{account}/{name}";
        return text.Length > LongestSubject ? text[..LongestSubject] : text;
    }

    private Task<int> CountAsync(string subject, string? source, DateTimeOffset now, DateTimeOffset forgotten, CancellationToken ct) =>
        Of(subject, source).ExecuteUpdateAsync(
            set => set
                .SetProperty(f => f.Count, f => f.LastAt < forgotten || f.LockedUntil <= now ? 1 : f.Count + 1)
                .SetProperty(f => f.LockedUntil, f => f.LockedUntil <= now ? null : f.LockedUntil)
                .SetProperty(f => f.LastAt, now),
            ct);

    private async Task AddAsync(string subject, string? source, User? user, DateTimeOffset now, CancellationToken ct)
    {
        var first = new ProofFailures { Subject = subject, Source = source ?? NoSource, AccountId = user?.AccountId, UserId = user?.Id, Count = 1, LastAt = now };
        store.ProofFailures.Add(first);
        try
        {
            await store.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (StoreFailure.IsDuplicate(e))
        {
            store.Entry(first).State = EntityState.Detached; // somebody else's was the first
            await CountAsync(subject, source, now, DateTimeOffset.UnixEpoch, ct);
            return;
        }

        store.Entry(first).State = EntityState.Detached;
    }

    private IQueryable<ProofFailures> Of(string subject, string? source)
    {
        source ??= NoSource;
        return store.ProofFailures.Where(f => f.Subject == subject && f.Source == source);
    }
}
