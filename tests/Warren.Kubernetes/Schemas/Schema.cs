using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Warren.Kubernetes.Schemas;

public enum SchemaType
{
    /// <summary>Not looked into.</summary>
    Any,
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
    IntOrString,
}

/// <summary>What the values of one field may be: the part of OpenAPI v3 that Kubernetes calls structural.</summary>
public sealed class Schema
{
    public SchemaType Type { get; init; }

    /// <summary>Fields of an object; with neither these nor <see cref="Values"/> an object may hold anything.</summary>
    public IReadOnlyDictionary<string, Schema> Properties => properties ??= PropertiesLater?.Invoke() ?? new Dictionary<string, Schema>(StringComparer.Ordinal);

    /// <summary>Found when first needed, since some kinds hold themselves.</summary>
    public Func<IReadOnlyDictionary<string, Schema>>? PropertiesLater { get; init; }

    /// <summary>Values of a map.</summary>
    public Schema? Values { get; init; }

    /// <summary>Items of a list.</summary>
    public Schema? Items { get; init; }

    /// <summary>Fields that tell the items of a list apart; none where the list is one value.</summary>
    public IReadOnlyList<string> ListKeys { get; init; } = [];

    /// <summary>Whether a list holds each value once, and several managers may own some of them.</summary>
    public bool IsSet { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];
    public JsonNode? Default { get; init; }
    public string? Pattern { get; init; }
    public string? Format { get; init; }
    public IReadOnlyList<string> Enum { get; init; } = [];
    public long? Minimum { get; init; }
    public long? MaxItems { get; init; }
    public long? MaxLength { get; init; }
    public bool Nullable { get; init; }
    public bool KeepsUnknown { get; init; }

    /// <summary>A rule in CEL of the form <c>!self.matches('...')</c>, the only form that is understood.</summary>
    public string? Rule { get; init; }

    /// <summary>Said where the rule is broken.</summary>
    public string? RuleMessage { get; init; }

    /// <summary>Whether fields that are not named here are dropped, or refused when the caller is strict.</summary>
    public bool IsClosed => Type == SchemaType.Object && !KeepsUnknown && Values is null && PropertiesLater is not null;

    private IReadOnlyDictionary<string, Schema>? properties;

    public static Schema Anything { get; } = new() { Type = SchemaType.Any, KeepsUnknown = true };

    public static Schema Text { get; } = new() { Type = SchemaType.String };

    public static Schema Of(IReadOnlyDictionary<string, Schema> fields, params IReadOnlyList<string> required) =>
        new() { Type = SchemaType.Object, PropertiesLater = () => fields, Required = required };

    public Schema? Field(string name) => Properties.GetValueOrDefault(name) ?? Values;

    internal bool Matches(string text) => Pattern is null || Regex.IsMatch(text, Pattern, RegexOptions.None, TimeSpan.FromSeconds(1));

    internal bool BreaksRule(string text) =>
        Rule is not null && Regex.Match(Rule, @"^!self\.matches\('(.*)'\)$") is { Success: true } rule
        && Regex.IsMatch(text, rule.Groups[1].Value.Replace(@"\\", @"\", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(1));
}
