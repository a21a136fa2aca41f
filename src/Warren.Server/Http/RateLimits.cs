using System.Globalization;
using Microsoft.Extensions.Options;
using Warren.Server.Iam;

namespace Warren.Server.Http;

/// <summary>
/// Limits per address before anything else is done, and per account once it is proven. Beyond them: 429 with Retry-After in seconds and the gateway's own
/// code (as real clients need it).
/// </summary>
internal static class RateLimits
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton(provider => new RateBuckets(provider.GetRequiredService<IOptions<LimitOptions>>().Value));
    }

    /// <summary>Refuses an address that asks too much.</summary>
    public static IApplicationBuilder UseRateLimits(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var address = http.Source() ?? "";
        return TryRefuse(http, new Limited(Limit.OfAddress, address), out var answer)
            || (http.GetEndpoint()?.Metadata.GetMetadata<SignIns>() is not null && TryRefuse(http, new Limited(Limit.SignInsOfAddress, address), out answer))
            ? answer
            : next(http);
    });

    /// <summary>The route has the stricter limit of sign-ins besides.</summary>
    public static TBuilder LimitsSignIns<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new SignIns());

    /// <summary>Refuses an account that asks too much.</summary>
    /// <param name="http">The request, whose caller is proven.</param>
    /// <param name="answer">Ends when the refusal is written.</param>
    public static bool TryRefuseAccount(HttpContext http, out Task answer) => TryRefuse(http, new Limited(Limit.OfAccount, http.Caller().AccountId), out answer);

    private static bool TryRefuse(HttpContext http, Limited who, out Task answer)
    {
        var wait = http.RequestServices.GetRequiredService<RateBuckets>().Take(who);
        answer = wait is { } time ? RefuseAsync(http, time) : Task.CompletedTask;
        return wait is not null;
    }

    /// <summary>429, and when to come again.</summary>
    private static Task RefuseAsync(HttpContext http, TimeSpan time)
    {
        var wait = Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return ErrorWriter.WriteGatewayAsync(
            http, StatusCodes.Status429TooManyRequests, "APIGW.0308", $"The throttling threshold has been reached: too many requests; try again in {wait} s.");
    }

    private sealed class SignIns;
}
