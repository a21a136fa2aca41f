using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Warren.Server.Http;

/// <summary>
/// A bucket of tokens for each who is limited, full at the start and refilled a little at a time, so that nobody waits for the end of a period. Buckets are refilled when they are asked:
/// timers that do so, as those of the library's partitions, cost an idle Warren more than everything else it does.
/// </summary>
internal sealed class RateBuckets(LimitOptions limits)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>So many are looked over for those that are full again, which are no different from new ones.</summary>
    private const int ManyBuckets = 10_000;

    private readonly ConcurrentDictionary<Limited, TokenBucketRateLimiter> buckets = new();

    /// <summary>How many there are.</summary>
    public int Count => buckets.Count;

    /// <summary>Takes one token.</summary>
    /// <returns>Null: there was one. Otherwise when to come again.</returns>
    public TimeSpan? Take(Limited who)
    {
        var (perPeriod, period, burst) = who.Limit switch
        {
            Limit.OfAddress => (limits.RequestsPerSecondPerAddress, Second, 2),
            Limit.OfAccount => (limits.RequestsPerSecondPerAccount, Second, 2),
            _ => (limits.SignInsPerMinutePerAddress, Minute, 1),
        };
        if (perPeriod == 0)
        {
            return null;
        }

        if (!buckets.TryGetValue(who, out var bucket))
        {
            RemoveFull();
            bucket = buckets.GetOrAdd(who, _ => new TokenBucketRateLimiter(Options(perPeriod, period, burst)));
        }

        bucket.TryReplenish();
        using var lease = bucket.AttemptAcquire();
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Second;
    }

    private void RemoveFull()
    {
        if (buckets.Count < ManyBuckets)
        {
            return;
        }

        foreach (var (who, bucket) in buckets)
        {
            bucket.TryReplenish();
            if (bucket.IdleDuration is not null)
            {
                buckets.TryRemove(who, out _);
            }
        }
    }

    private static TokenBucketRateLimiterOptions Options(int perPeriod, TimeSpan period, int burst)
    {
        const int Refills = 10; // per second or minute
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = perPeriod * burst,
            TokensPerPeriod = Math.Max(1, perPeriod / Refills),
            ReplenishmentPeriod = perPeriod < Refills ? period / perPeriod : period / Refills,
            QueueLimit = 0,
            AutoReplenishment = false,
        };
    }
}

/// <summary>What is limited.</summary>
public enum Limit
{
    OfAddress,
    OfAccount,
    SignInsOfAddress,
}

/// <param name="Limit">Which.</param>
/// <param name="Subject">Whose.</param>
internal readonly record struct Limited(Limit Limit, string Subject);
