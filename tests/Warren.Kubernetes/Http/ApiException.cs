using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;
using Warren.Kubernetes.Schemas;

namespace Warren.Kubernetes.Http;

/// <summary>A refusal, as the API's Status says it.</summary>
internal sealed class ApiException(int code, string reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code => code;

    public string Reason => reason;

    /// <summary>A token to go on with, where a list has expired.</summary>
    public string? Continue { get; init; }

    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = Continue is null ? [] : new JsonObject { ["continue"] = Continue },
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (reason.Length > 0)
        {
            status["reason"] = reason;
        }

        if (details is not null)
        {
            status["details"] = details.DeepClone();
        }

        status["code"] = code;
        return status;
    }

    public static ApiException NotFound(ResourceType type, string name) => new(404, "NotFound", $"{type.QualifiedName} \"{name}\" not found", About(type, name));

    /// <summary>A path that nothing serves.</summary>
    public static ApiException NoSuchResource() => new(404, "NotFound", "the server could not find the requested resource", []);

    public static ApiException AlreadyExists(ResourceType type, string name) => new(409, "AlreadyExists", $"{type.QualifiedName} \"{name}\" already exists", About(type, name));

    public static ApiException Conflict(ResourceType type, string name, string why = "the object has been modified; please apply your changes to the latest version and try again") =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {type.QualifiedName} \"{name}\": {why}", About(type, name));

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiException Unprocessable(string message) => new(422, "Invalid", message, []);

    public static ApiException Forbidden(ResourceType type, string name, string why, params JsonNode[] causes)
    {
        var details = About(type, name);
        if (causes.Length > 0)
        {
            details["causes"] = new JsonArray(causes);
        }

        return new(403, "Forbidden", name.Length == 0 ? $"{type.QualifiedName} is forbidden: {why}" : $"{type.QualifiedName} \"{name}\" is forbidden: {why}", details);
    }

    public static ApiException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiException Invalid(ResourceType type, string name, IReadOnlyList<Problem> problems)
    {
        var all = problems.Select(p => $"{p.Field}: {p.Message}").ToArray();
        return new(422, "Invalid", $"{type.QualifiedKind} \"{name}\" is invalid: {(all.Length == 1 ? all[0] : $"[{string.Join(", ", all)}]")}", new JsonObject
        {
            ["name"] = name,
            ["group"] = type.Group,
            ["kind"] = type.Kind,
            ["causes"] = problems.Select(p => new JsonObject { ["reason"] = p.Reason, ["message"] = p.Message, ["field"] = p.Field }).ToJson(),
        });
    }

    public static ApiException Expired(string message, string? token = null) => new(410, "Expired", message) { Continue = token };

    public static ApiException MethodNotAllowed() => new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    private static JsonObject About(ResourceType type, string name)
    {
        JsonObject about = [];
        if (name.Length > 0)
        {
            about["name"] = name;
        }

        if (type.Group.Length > 0)
        {
            about["group"] = type.Group;
        }

        about["kind"] = type.Plural;
        return about;
    }
}
