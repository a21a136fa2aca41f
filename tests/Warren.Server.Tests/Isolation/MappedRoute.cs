using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Warren.Server.Iam;
using Warren.Server.Tests.Hosting;
using Warren.WebConsole.Hosting;

namespace Warren.Server.Tests.Isolation;

/// <summary>A route as it was mapped, and a call of it about things that exist.</summary>
internal sealed partial record MappedRoute(string Method, string Pattern, RouteAccess? Access)
{
    public bool InProject => Pattern.Contains("{project_id", StringComparison.Ordinal);

    public bool IsIdentity => Pattern.StartsWith("/v3/", StringComparison.Ordinal) && !InProject || Pattern.StartsWith("/v3.0/", StringComparison.Ordinal);

    /// <summary>Whether the path names something that belongs to an account; an enterprise project alone is a mere text to identity.</summary>
    public bool NamesSomething => Parts().Any(p => p is not ("scope_id" or "project_id")) || Pattern.Contains("/{scope_id}/groups/{", StringComparison.Ordinal);

    /// <summary>A body in which nothing is asked for, yet every envelope is there.</summary>
    public string? Body => Method is "POST" or "PUT" or "PATCH" ? """{"user":{},"group":{},"role":{},"project":{},"credential":{}}""" : null;

    /// <summary>The API's. The console's pages and files are no calls: they have no action, and prove who asks by the session's cookie.</summary>
    public static IReadOnlyList<MappedRoute> All(WarrenHost host) =>
    [
        .. host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<ConsoleRoute>() is null).SelectMany(e =>
            (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m =>
                new MappedRoute(m, "/" + e.RoutePattern.RawText!.TrimStart('/'), e.Metadata.GetMetadata<RouteAccess>()))),
    ];

    public string Path(Func<string, string> value) => Part().Replace(Pattern, m => value(m.Groups[1].Value));

    public override string ToString() => $"{Method} {Pattern}";

    private IEnumerable<string> Parts() => Part().Matches(Pattern).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"\{\*{0,2}([A-Za-z_]+)[^}]*\}")]
    private static partial Regex Part();
}
