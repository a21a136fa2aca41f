using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Http;

/// <summary>Writes answers as JSON.</summary>
internal static class Answer
{
    public static async Task JsonAsync(HttpContext http, JsonNode value, int code = 200)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(value.ToJsonString(Wire.Options) + "\n", http.RequestAborted);
    }

    public static async Task TextAsync(HttpContext http, string text, int code = 200)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(text, http.RequestAborted);
    }
}
