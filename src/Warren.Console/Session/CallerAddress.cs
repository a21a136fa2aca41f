using Microsoft.AspNetCore.Http;

namespace Warren.WebConsole.Session;

/// <summary>
/// The console calls the API from the program's own address; so that limits, locks and the audit concern its user, it says from where that one calls. The
/// host believes it from the console alone.
/// </summary>
public static class CallerAddress
{
    /// <summary>An IP address.</summary>
    public const string Header = "X-Warren-Caller-Address";

    internal static string? Of(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();
}
