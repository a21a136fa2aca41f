using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Schemas;

/// <summary>Schemas as a CustomResourceDefinition holds them (openAPIV3Schema).</summary>
internal static class OpenApi
{
    public static Schema Read(JsonObject text)
    {
        var intOrString = text.Flag("x-kubernetes-int-or-string") == true;
        return new Schema
        {
            Type = intOrString ? SchemaType.IntOrString : text.Text("type") is { } type ? Enum.Parse<SchemaType>(type, ignoreCase: true) : SchemaType.Any,
            PropertiesLater = text["properties"] is JsonObject fields ? () => fields.ToDictionary(f => f.Key, f => Read((JsonObject)f.Value!), StringComparer.Ordinal) : null,
            Values = text["additionalProperties"] is JsonObject values ? Read(values) : null,
            Items = text["items"] is JsonObject items ? Read(items) : null,
            ListKeys = [.. text.Texts("x-kubernetes-list-map-keys")],
            IsSet = text.Text("x-kubernetes-list-type") == "set",
            Required = [.. text.Texts("required")],
            Default = text["default"]?.DeepClone(),
            Pattern = text.Text("pattern"),
            Enum = [.. text.Texts("enum")],
            Minimum = text.Number("minimum"),
            MaxItems = text.Number("maxItems"),
            MaxLength = text.Number("maxLength"),
            Nullable = text.Flag("nullable") == true,
            KeepsUnknown = text.Flag("x-kubernetes-preserve-unknown-fields") == true,
            Rule = text.Items("x-kubernetes-validations").FirstOrDefault().Text("rule"),
            RuleMessage = text.Items("x-kubernetes-validations").FirstOrDefault().Text("message"),
        };
    }

    public static JsonObject Write(Schema schema)
    {
        JsonObject text = [];
        if (schema.Type == SchemaType.IntOrString)
        {
            text["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" });
            text["x-kubernetes-int-or-string"] = true;
        }
        else if (schema.Type != SchemaType.Any)
        {
            text["type"] = JsonNamingPolicy.CamelCase.ConvertName(schema.Type.ToString());
        }

        WriteStructure(schema, text);
        WriteLimits(schema, text);
        return text;
    }

    private static void WriteStructure(Schema schema, JsonObject text)
    {
        if (schema.PropertiesLater is not null)
        {
            text["properties"] = new JsonObject(schema.Properties.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, Write(p.Value))));
        }

        if (schema.Values is not null)
        {
            text["additionalProperties"] = Write(schema.Values);
        }

        if (schema.Items is not null)
        {
            text["items"] = Write(schema.Items);
        }

        if (schema.ListKeys.Count > 0)
        {
            text["x-kubernetes-list-type"] = "map";
            text["x-kubernetes-list-map-keys"] = schema.ListKeys.Select(k => JsonValue.Create(k)).ToJson();
        }
        else if (schema.IsSet)
        {
            text["x-kubernetes-list-type"] = "set";
        }

        if (schema.KeepsUnknown)
        {
            text["x-kubernetes-preserve-unknown-fields"] = true;
        }
    }

    private static void WriteLimits(Schema schema, JsonObject text)
    {
        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                text[name] = value;
            }
        }

        Add("required", schema.Required.Count > 0 ? schema.Required.Select(r => JsonValue.Create(r)).ToJson() : null);
        Add("enum", schema.Enum.Count > 0 ? schema.Enum.Select(e => JsonValue.Create(e)).ToJson() : null);
        Add("default", schema.Default?.DeepClone());
        Add("pattern", schema.Pattern);
        Add("minimum", schema.Minimum);
        Add("maxItems", schema.MaxItems);
        Add("maxLength", schema.MaxLength);
        Add("nullable", schema.Nullable ? true : null);
        Add("x-kubernetes-validations", schema.Rule is null ? null : new JsonArray(new JsonObject { ["rule"] = schema.Rule, ["message"] = schema.RuleMessage }));
    }
}
