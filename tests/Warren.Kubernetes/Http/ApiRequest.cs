using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Warren.Kubernetes.Access;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Http;

/// <summary>One request for objects: where to, by whom, and its parameters.</summary>
internal sealed record ApiRequest(HttpContext Http, ApiUser User, ResourceType Type, RequestTarget Target)
{
    public string? Namespace => Type.Namespaced ? Target.Namespace : null;

    public string Name => Target.Name;

    public CancellationToken Aborted => Http.RequestAborted;

    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public bool Flag(string name) => Query(name) is "true" or "1";

    public long? Number(string name) => Query(name) is { Length: > 0 } text
        ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiException.BadRequest($"Invalid value: \"{text}\": {name} must be a number")
        : null;

    public Selectors Selecting() => Selectors.Parse(Type, Query("labelSelector"), Query("fieldSelector"));

    /// <summary>What a write's parameters ask for.</summary>
    public WriteOptions Writing()
    {
        var validation = Query("fieldValidation") ?? "Warn";
        if (validation is not ("Strict" or "Warn" or "Ignore" or ""))
        {
            throw ApiException.Unprocessable($"fieldValidation: Unsupported value: \"{validation}\": supported values: \"Ignore\", \"Strict\", \"Warn\"");
        }

        var agent = Http.Request.Headers.UserAgent.ToString();
        return new WriteOptions(Query("fieldManager") is { Length: > 0 } manager ? manager : agent.Split('/')[0] is { Length: > 0 } program ? program : "unknown")
        {
            Subresource = Target.Subresource,
            DryRun = Query("dryRun") == "All",
            Strict = validation == "Strict",
            Warn = validation == "Ignore" ? null : w => Http.Response.Headers.Append("Warning", $"299 - \"{w.Replace("\"", "\\\"", StringComparison.Ordinal)}\""),
        };
    }

    public async Task<JsonNode?> BodyAsync()
    {
        if (Http.Request.ContentType is { } form && form.Contains("protobuf", StringComparison.Ordinal))
        {
            throw new ApiException(415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types include: application/json");
        }

        try
        {
            return await JsonNode.ParseAsync(Http.Request.Body, cancellationToken: Aborted);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw ApiException.BadRequest($"the object provided is unrecognized (must be of type {Type.Kind}): couldn't get version/kind; json parse error: {e.Message}");
        }
    }

    public async Task<JsonObject> ObjectAsync() => await BodyAsync() as JsonObject ?? throw ApiException.BadRequest("the body is not an object");
}
