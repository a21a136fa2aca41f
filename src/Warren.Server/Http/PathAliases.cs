namespace Warren.Server.Http;

/// <summary>
/// One port serves every service by path: the prefixes /iam, /dms, /vpc and /eps are aliases of the root (decision 0.12), and doubled slashes count as one.
/// Only routing sees the short path; signatures are checked over the path as it was received (IHttpRequestFeature.RawTarget).
/// </summary>
internal static class PathAliases
{
    private static readonly string[] Prefixes = ["/iam", "/dms", "/vpc", "/eps"];

    public static IApplicationBuilder UsePathAliases(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Request.Path = Shorten(http.Request.Path.Value ?? "/");
        return next(http);
    });

    internal static string Shorten(string path)
    {
        while (path.Contains("//", StringComparison.Ordinal))
        {
            path = path.Replace("//", "/", StringComparison.Ordinal);
        }

        foreach (var prefix in Prefixes)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/'))
            {
                return path.Length == prefix.Length ? "/" : path[prefix.Length..];
            }
        }

        return path;
    }
}
