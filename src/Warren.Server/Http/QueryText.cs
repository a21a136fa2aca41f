namespace Warren.Server.Http;

/// <summary>Reads query parameters. An empty one counts as absent (as real clients need it).</summary>
internal static class QueryText
{
    public static string? Text(this IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
}
