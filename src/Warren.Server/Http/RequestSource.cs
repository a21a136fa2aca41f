using System.Net;

namespace Warren.Server.Http;

/// <summary>Where a request came from.</summary>
internal static class RequestSource
{
    /// <summary>The caller's address; an IPv4 one is written as such, whatever the listener is.</summary>
    public static IPAddress? SourceAddress(this HttpContext http) =>
        http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : http.Connection.RemoteIpAddress;

    /// <summary>The same as a text.</summary>
    public static string? Source(this HttpContext http) => http.SourceAddress()?.ToString();
}
