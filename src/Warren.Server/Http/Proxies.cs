using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Warren.Server.Http;

/// <summary>Believes the proxies that the settings name, and nobody else.</summary>
internal static class Proxies
{
    public static IServiceCollection AddProxies(this IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>().BindConfiguration("Proxy").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((headers, proxies) =>
        {
            headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            headers.ForwardLimit = null; // as many as are trusted, one behind the other
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            foreach (var range in proxies.Value.Ranges() ?? [])
            {
                headers.KnownIPNetworks.Add(range);
            }
        });
        return services;
    }

    /// <summary>Without a trusted proxy the headers are not even looked at: the framework takes an empty list for "everybody".</summary>
    public static IApplicationBuilder UseProxies(this WebApplication app) =>
        app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Ranges() is { Count: > 0 } ? app.UseForwardedHeaders() : app;
}
