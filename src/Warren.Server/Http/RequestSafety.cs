namespace Warren.Server.Http;

/// <summary>Tells requests that only read from those that may change something (RFC 9110, 9.2.1, of the methods that have routes here).</summary>
internal static class RequestSafety
{
    public static bool IsSafe(this HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
