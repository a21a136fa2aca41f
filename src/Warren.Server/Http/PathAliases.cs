namespace Warren.Server.Http;

/// <summary>
/// One port serves every service by path: the prefixes /iam, /dms, /vpc and /eps are aliases of the root (decision 0.12), and doubled slashes count as one.
/// Only routing sees the short path; signatures are checked over the path as it was received (IHttpRequestFeature.RawTarget). The roots /vpc and /eps stay,
/// since each service answers discovery on its own root; and which prefix was used is kept, since an error has the shape of its service.
/// </summary>
internal static class PathAliases
{
    private const string PrefixItem = "Warren.ServicePrefix";

    private static readonly string[] Prefixes = ["/iam", "/dms", "/vpc", "/eps"];
    private static readonly string[] RootsOfTheirOwn = ["/vpc", "/eps"];

    public static IApplicationBuilder UsePathAliases(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var path = http.Request.Path.Value ?? "/";
        var shortened = Shorten(path, out var prefix);
        if (prefix.Length > 0)
        {
            http.Items[PrefixItem] = prefix;
        }

        if (shortened != path)
        {
            // Not by conversion from a text, which would decode a second time.
            http.Request.Path = new PathString(shortened == "/" && RootsOfTheirOwn.Contains(prefix) ? prefix : shortened);
        }

        return next(http);
    });

    /// <summary>The prefix that the request came with, for example "/vpc"; empty when it came without.</summary>
    public static string ServicePrefix(this HttpContext http) => http.Items[PrefixItem] as string ?? "";

    private static string Shorten(string path, out string prefix)
    {
        path = Collapse(path);
        prefix = PrefixOf(path);
        return path.Length == prefix.Length ? "/" : path[prefix.Length..];
    }

    private static string Collapse(string path)
    {
        while (path.Contains("//", StringComparison.Ordinal))
        {
            path = path.Replace("//", "/", StringComparison.Ordinal);
        }

        return path;
    }

    private static string PrefixOf(string path) =>
        Array.Find(Prefixes, prefix => path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/')) ?? "";
}
