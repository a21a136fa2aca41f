using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Warren.Server.Http;

/// <summary>
/// Limits per address before anything else is done, and per account once it is proven. Beyond them: 429 with Retry-After in seconds and the gateway's own
/// code (as real clients need it).
/// </summary>
internal static class RateLimits
{
    /// <summary>Name of the stricter limit of sign-ins.</summary>
    public const string SignIn = "sign-in";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new AccountLimiter(PartitionedRateLimiter.Create<string, string>(
            account => Partition(account, Limits(provider).RequestsPerSecondPerAccount, Second, burst: 2))));
        services.AddRateLimiter(limiter => limiter.OnRejected = (context, _) => new ValueTask(RefuseAsync(context.HttpContext, context.Lease)));
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>>(provider => new ConfigureOptions<RateLimiterOptions>(limiter =>
        {
            var limits = Limits(provider);
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Partition(http.Source() ?? "", limits.RequestsPerSecondPerAddress, Second, burst: 2));
            limiter.AddPolicy(SignIn, http => Partition(http.Source() ?? "", limits.SignInsPerMinutePerAddress, Minute, burst: 1));
        }));
        return services;
    }

    private static LimitOptions Limits(IServiceProvider provider) => provider.GetRequiredService<IOptions<LimitOptions>>().Value;

    /// <summary>A bucket that is full at the start and refilled a little at a time, so that nobody waits for the end of a period.</summary>
    private static RateLimitPartition<string> Partition(string key, int perPeriod, TimeSpan period, int burst)
    {
        const int Refills = 10; // per second or minute
        return perPeriod == 0
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perPeriod * burst,
                TokensPerPeriod = Math.Max(1, perPeriod / Refills),
                ReplenishmentPeriod = perPeriod < Refills ? period / perPeriod : period / Refills,
                QueueLimit = 0,
            });
    }

    /// <summary>429, and when to come again.</summary>
    public static Task RefuseAsync(HttpContext http, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)) : 1;
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return ErrorWriter.WriteGatewayAsync(
            http, StatusCodes.Status429TooManyRequests, "APIGW.0308", $"The throttling threshold has been reached: too many requests; try again in {wait} s.");
    }
}

/// <summary>The limit of each account.</summary>
internal sealed class AccountLimiter(PartitionedRateLimiter<string> accounts) : IDisposable
{
    public RateLimitLease Take(string accountId) => accounts.AttemptAcquire(accountId);

    public void Dispose() => accounts.Dispose();
}
