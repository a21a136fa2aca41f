using System.Globalization;

namespace Warren.Server.Http;

/// <summary>The language of error texts: X-Language, else the better-liked of Chinese and English in Accept-Language, else English (decision 0.2).</summary>
internal static class RequestLanguage
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh");

    public static CultureInfo Of(HttpRequest request)
    {
        if (request.Headers["X-Language"].ToString() is { Length: > 0 } chosen)
        {
            return IsChinese(chosen) ? Chinese : English;
        }

        if (request.Headers.AcceptLanguage.Count == 0)
        {
            return English; // as most programs ask
        }

        var best = request.GetTypedHeaders().AcceptLanguage
            .Where(l => l.Quality != 0) // 0: not this one
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString())
            .FirstOrDefault(l => IsChinese(l) || l.StartsWith("en", StringComparison.OrdinalIgnoreCase));
        return best is not null && IsChinese(best) ? Chinese : English;
    }

    private static bool IsChinese(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
}
