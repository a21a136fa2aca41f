using System.Text.Json;
using System.Text.Json.Nodes;

namespace Warren.Engine.Runtimes.Kubernetes.Api;

/// <summary>The API server refuses a call.</summary>
/// <param name="status">HTTP status; 0: no answer came.</param>
/// <param name="reason">Its word for it, such as Conflict or AlreadyExists, which share a status.</param>
/// <param name="message">In words.</param>
/// <param name="inner">What kept the answer from coming.</param>
internal sealed class KubeRefusal(int status, string reason, string message, Exception? inner = null) : IOException(message, inner)
{
    public const int NotFound = 404;
    public const int Gone = 410;

    private const int BadRequest = 400;
    private const int Forbidden = 403;
    private const int Conflict = 409;
    private const int Invalid = 422;

    public int Status { get; } = status;

    public string Reason { get; } = reason;

    public bool IsNotFound => Status == NotFound;

    public bool IsConflict => Status == Conflict;

    public bool IsExpired => Status == Gone;

    public bool IsForbidden => Status == Forbidden;

    /// <summary>Whether a quota of the namespace is used up.</summary>
    public bool IsQuota => Status == Forbidden && Message.Contains("exceeded quota", StringComparison.Ordinal);

    /// <summary>Whether the same call would be refused again.</summary>
    public bool IsFinal => Status is BadRequest or Forbidden or Invalid;

    /// <summary>The Status object of an answer: <code>{"kind":"Status","status":"Failure","message":"…","reason":"NotFound","code":404}</code></summary>
    public static KubeRefusal From(int status, string body)
    {
        try
        {
            var answer = JsonNode.Parse(body) as JsonObject;
            return new KubeRefusal(status, answer?["reason"]?.ToString() ?? "", $"The Kubernetes API server answers {status}: {answer?["message"]?.ToString() ?? body}");
        }
        catch (JsonException)
        {
            return new KubeRefusal(status, "", $"The Kubernetes API server answers {status}: {body}");
        }
    }
}
