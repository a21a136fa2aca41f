using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Http;

/// <summary>labelSelector and fieldSelector of a list or watch.</summary>
internal sealed partial class Selectors
{
    /// <summary>Fields beside name and namespace that built-in kinds can be selected by.</summary>
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["pods"] = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase", "status.podIP"],
        ["events"] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath",
            "reason", "reportingComponent", "source", "type",
        ],
        ["secrets"] = ["type"],
        ["namespaces"] = ["status.phase"],
        ["services"] = ["spec.clusterIP", "spec.type"],
    };

    private readonly List<Func<JsonObject, bool>> tests = [];

    public bool Any => tests.Count > 0;

    public static Selectors Parse(ResourceType type, string? labels, string? fields)
    {
        Selectors parsed = new();
        foreach (Match term in TermPattern().Matches(labels ?? ""))
        {
            parsed.tests.Add(Label(term.Value.Trim()));
        }

        foreach (var term in (fields ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            parsed.tests.Add(Field(type, term));
        }

        return parsed;
    }

    public bool Match(JsonObject? value) => value is not null && tests.TrueForAll(t => t(value));

    private static Func<JsonObject, bool> Label(string term)
    {
        if (SetPattern().Match(term) is { Success: true } set)
        {
            var values = set.Groups[3].Value.Split(',', StringSplitOptions.TrimEntries);
            var wanted = set.Groups[2].Value == "in";
            return o => Read(o, set.Groups[1].Value) is { } found ? values.Contains(found) == wanted : !wanted;
        }

        if (EqualityPattern().Match(term) is { Success: true } equality)
        {
            var (name, value) = (equality.Groups[1].Value, equality.Groups[3].Value);
            return equality.Groups[2].Value == "!=" ? o => Read(o, name) != value : o => Read(o, name) == value;
        }

        if (ExistsPattern().IsMatch(term))
        {
            return term[0] == '!' ? o => Read(o, term[1..].Trim()) is null : o => Read(o, term) is not null;
        }

        throw ApiException.BadRequest($"unable to parse requirement: found '{term}', expected: in, notin, =, ==, !=, gt, lt");
    }

    private static string? Read(JsonObject value, string label) => value.Text("metadata", "labels", label);

    private static Func<JsonObject, bool> Field(ResourceType type, string term)
    {
        if (EqualityPattern().Match(term) is not { Success: true } found)
        {
            throw ApiException.BadRequest($"invalid selector: '{term}'; can't understand '{term}'");
        }

        var (name, value) = (found.Groups[1].Value, found.Groups[3].Value);
        if (name is not ("metadata.name" or "metadata.namespace") && !Fields.GetValueOrDefault(type.QualifiedName, []).Contains(name))
        {
            throw ApiException.BadRequest($"field label not supported: {name}");
        }

        var path = name.Split('.');
        return found.Groups[2].Value == "!=" ? o => (o.At(path)?.ToString() ?? "") != value : o => (o.At(path)?.ToString() ?? "") == value;
    }

    [GeneratedRegex(@"[^,(]+(\([^)]*\))?")]
    private static partial Regex TermPattern();

    [GeneratedRegex(@"^([^\s!=(]+)\s+(in|notin)\s+\(([^)]*)\)$")]
    private static partial Regex SetPattern();

    [GeneratedRegex(@"^([^\s!=(]+)\s*(==|!=|=)\s*([^\s=]*)$")]
    private static partial Regex EqualityPattern();

    [GeneratedRegex(@"^!?\s*[A-Za-z0-9][A-Za-z0-9._/-]*$")]
    private static partial Regex ExistsPattern();
}
