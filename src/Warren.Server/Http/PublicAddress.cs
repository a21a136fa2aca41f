using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Warren.Server.Http;

/// <summary>
/// The address that answers point back to. Never the Host header, which the caller chooses: the configured PublicUrl,
/// else the address that the server listens on with the request's scheme.
/// </summary>
internal sealed class PublicAddress(IConfiguration configuration, IServer server)
{
    /// <summary>For example http://127.0.0.1:8672, without a slash at the end.</summary>
    public string Of(HttpRequest request)
    {
        if (configuration["PublicUrl"] is { Length: > 0 } configured)
        {
            return configured.TrimEnd('/');
        }

        var connection = request.HttpContext.Connection;
        return ListeningOn().FirstOrDefault(a => a.StartsWith(request.Scheme + "://", StringComparison.OrdinalIgnoreCase))
            ?? $"{request.Scheme}://{connection.LocalIpAddress}:{connection.LocalPort}";
    }

    /// <summary>Where the server listens, plain HTTP first; a wildcard is written as this machine's loopback address.</summary>
    public IReadOnlyList<string> ListeningOn() =>
    [
        .. (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            .Select(a => a.Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal).Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).TrimEnd('/'))
            .OrderBy(a => a.StartsWith("https", StringComparison.Ordinal)),
    ];
}
