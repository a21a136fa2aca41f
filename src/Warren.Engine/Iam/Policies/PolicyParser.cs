using System.Text.Json;

namespace Warren.Engine.Iam.Policies;

/// <summary>
/// Reads a policy document, strictly: an unknown member, a wrong case or a pattern that can never match is refused, since a rule that silently does
/// nothing is worse than none.
/// </summary>
public static class PolicyParser
{
    /// <summary>Longest document in characters, as the cloud has it.</summary>
    public const int LongestDocument = 6144;

    /// <summary>Most statements of a policy, as the cloud has it.</summary>
    public const int MostStatements = 8;

    private const string IfExists = "IfExists";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="PolicyFormatException">The first fault, in the order of the document.</exception>
    public static PolicyDocument Parse(string json)
    {
        if (json.Length > LongestDocument)
        {
            throw new PolicyFormatException("policy", $"at most {LongestDocument} characters are allowed");
        }

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new PolicyFormatException("policy", $"not valid JSON, or a member stands twice (line {(e.LineNumber ?? 0) + 1})");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // Half of a surrogate pair is found only as a text is read ("\ud800"), or where it stands as it is.
            throw new PolicyFormatException("policy", "not valid Unicode");
        }
    }

    private static PolicyDocument Read(JsonElement root)
    {
        var members = Members("policy", root, ["Version", "Statement", "Depends"]);
        var version = Text("Version", Required("policy", members, "Version"));
        if (version is not (PolicyDocument.PolicyVersion or PolicyDocument.RoleVersion))
        {
            throw new PolicyFormatException("Version", "must be \"1.1\" for a policy, or \"1.0\" for a role");
        }

        if (members.ContainsKey("Depends") && version != PolicyDocument.RoleVersion)
        {
            throw new PolicyFormatException("Depends", "only a role of Version \"1.0\" depends on others");
        }

        var statements = Items("Statement", Required("policy", members, "Statement"));
        return statements.Count > MostStatements
            ? throw new PolicyFormatException("Statement", $"at most {MostStatements} statements are allowed")
            : new PolicyDocument
            {
                Version = version,
                Statements = [.. statements.Select(s => Statement(s.Place, s.Value))],
                Depends = members.TryGetValue("Depends", out var depends) ? [.. Items("Depends", depends).Select(d => Dependency(d.Place, d.Value))] : [],
            };
    }

    private static PolicyStatement Statement(string place, JsonElement value)
    {
        var members = Members(place, value, ["Effect", "Action", "Resource", "Condition"]);
        var effect = Text($"{place}.Effect", Required(place, members, "Effect")) switch
        {
            "Allow" => PolicyEffect.Allow,
            "Deny" => PolicyEffect.Deny,
            _ => throw new PolicyFormatException($"{place}.Effect", "must be \"Allow\" or \"Deny\""),
        };
        var actions = Items($"{place}.Action", Required(place, members, "Action")).Select(a => ActionPattern.TryParse(Text(a.Place, a.Value))
            ?? throw new PolicyFormatException(a.Place, "must have the form service:resource:operation, with * as the only wildcard")).ToList();
        var resources = members.TryGetValue("Resource", out var named)
            ? Items($"{place}.Resource", named).Select(r => ResourcePattern.TryParse(Text(r.Place, r.Value))
                ?? throw new PolicyFormatException(r.Place, "must have the form SERVICE:*:*:type:id, with * as the only wildcard")).ToList()
            : [];
        return new PolicyStatement(effect, actions, resources, members.TryGetValue("Condition", out var when) ? Conditions($"{place}.Condition", when) : []);
    }

    private static List<PolicyCondition> Conditions(string place, JsonElement value)
    {
        Expect(place, value, JsonValueKind.Object, "an object of operators");
        var conditions = new List<PolicyCondition>();
        foreach (var comparison in value.EnumerateObject())
        {
            var here = $"{place}.{comparison.Name}";
            var ifExists = comparison.Name.EndsWith(IfExists, StringComparison.Ordinal);
            var found = ConditionOperator.Find(ifExists ? comparison.Name[..^IfExists.Length] : comparison.Name)
                ?? throw new PolicyFormatException(here, $"unknown operator; allowed, each also with IfExists at its end: {string.Join(", ", ConditionOperator.Names)}");
            Expect(here, comparison.Value, JsonValueKind.Object, "an object of condition keys");
            conditions.AddRange(comparison.Value.EnumerateObject().Select(key => Condition($"{here}.{key.Name}", found, ifExists, key)));
        }

        return conditions;
    }

    private static PolicyCondition Condition(string place, ConditionOperator comparison, bool ifExists, JsonProperty key)
    {
        if (!ConditionKeys.All.Contains(key.Name, StringComparer.Ordinal))
        {
            throw new PolicyFormatException(place, $"unknown condition key; allowed: {string.Join(", ", ConditionKeys.All)}");
        }

        var values = Items(place, key.Value);
        foreach (var value in values)
        {
            var text = Text(value.Place, value.Value);
            if (!comparison.Accepts(text))
            {
                throw new PolicyFormatException(value.Place, $"must be {comparison.Expects}");
            }

            if (text.Contains("${", StringComparison.Ordinal))
            {
                throw new PolicyFormatException(value.Place, "variables (${...}) are not supported");
            }
        }

        return new PolicyCondition(comparison, ifExists, key.Name, [.. values.Select(v => v.Value.GetString()!)]);
    }

    private static PolicyDependency Dependency(string place, JsonElement value)
    {
        var members = Members(place, value, ["catalog", "display_name"]);
        return new PolicyDependency(Text($"{place}.catalog", Required(place, members, "catalog")), Text($"{place}.display_name", Required(place, members, "display_name")));
    }

    private static Dictionary<string, JsonElement> Members(string place, JsonElement value, IReadOnlyList<string> allowed)
    {
        Expect(place, value, JsonValueKind.Object, "an object");
        foreach (var member in value.EnumerateObject())
        {
            if (!allowed.Contains(member.Name, StringComparer.Ordinal))
            {
                throw new PolicyFormatException(place, $"unknown member {member.Name}; allowed, in exactly this spelling: {string.Join(", ", allowed)}");
            }
        }

        return value.EnumerateObject().ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);
    }

    private static JsonElement Required(string place, Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) ? value : throw new PolicyFormatException(place, $"{name} is missing");

    private static List<(string Place, JsonElement Value)> Items(string place, JsonElement value)
    {
        Expect(place, value, JsonValueKind.Array, "an array");
        return value.GetArrayLength() == 0
            ? throw new PolicyFormatException(place, "must not be empty")
            : [.. value.EnumerateArray().Select((item, i) => ($"{place}[{i}]", item))];
    }

    private static string Text(string place, JsonElement value)
    {
        Expect(place, value, JsonValueKind.String, "a string");
        return value.GetString()!;
    }

    private static void Expect(string place, JsonElement value, JsonValueKind kind, string expected)
    {
        if (value.ValueKind != kind)
        {
            throw new PolicyFormatException(place, $"must be {expected}");
        }
    }
}
