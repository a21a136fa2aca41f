using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Warren.Kubernetes.Schemas;

/// <summary>One thing that is wrong with an object.</summary>
/// <param name="Reason">As in a status's causes: FieldValueInvalid and its like.</param>
/// <param name="Field">Path of the field.</param>
/// <param name="Message">Without the path.</param>
internal sealed record Problem(string Reason, string Field, string Message);

/// <summary>Holds an object against its schema: fills defaults, drops unknown fields, and says what is wrong.</summary>
internal sealed class SchemaCheck
{
    public List<Problem> Problems { get; } = [];

    /// <summary>Paths of the fields that were dropped.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Fills defaults and drops what the schema does not name.</summary>
    public void Prepare(JsonNode? value, Schema schema, string path)
    {
        switch (value)
        {
            case JsonObject found when schema.Type == SchemaType.Object:
                PrepareObject(found, schema, path);
                break;
            case JsonArray list when schema.Items is { } items:
                for (var i = 0; i < list.Count; i++)
                {
                    Prepare(list[i], items, $"{path}[{i}]");
                }

                break;
            default:
                break;
        }
    }

    /// <summary>Adds what is wrong to <see cref="Problems"/>.</summary>
    public void Validate(JsonNode? value, Schema schema, string path)
    {
        if (value is null || schema.Type == SchemaType.Any)
        {
            if (value is null && !schema.Nullable && schema.Type != SchemaType.Any)
            {
                Problems.Add(new("FieldValueTypeInvalid", path, $"Invalid value: \"null\": {path} in body must be of type {Word(schema.Type)}: \"null\""));
            }

            return;
        }

        if (!IsOfType(value, schema.Type))
        {
            var got = Kind(value);
            Problems.Add(new("FieldValueTypeInvalid", path, $"Invalid value: \"{got}\": {path} in body must be of type {Word(schema.Type)}: \"{got}\""));
            return;
        }

        switch (value)
        {
            case JsonObject found:
                ValidateObject(found, schema, path);
                break;
            case JsonArray list:
                ValidateList(list, schema, path);
                break;
            default:
                ValidateValue((JsonValue)value, schema, path);
                break;
        }
    }

    private static bool IsOfType(JsonNode value, SchemaType type) => type switch
    {
        SchemaType.Object => value is JsonObject,
        SchemaType.Array => value is JsonArray,
        SchemaType.String => value.GetValueKind() == JsonValueKind.String,
        SchemaType.Boolean => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        SchemaType.Integer => value.GetValueKind() == JsonValueKind.Number && long.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out _),
        SchemaType.Number => value.GetValueKind() == JsonValueKind.Number,
        SchemaType.IntOrString => value.GetValueKind() is JsonValueKind.Number or JsonValueKind.String,
        _ => true,
    };

    private static string Kind(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        _ => "boolean",
    };

    private static string Word(SchemaType type) => type switch
    {
        SchemaType.IntOrString => "integer,string",
        _ => type.ToString().ToLowerInvariant(),
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private void PrepareObject(JsonObject found, Schema schema, string path)
    {
        foreach (var (name, value) in found.ToArray())
        {
            if (schema.Field(name) is { } field)
            {
                if (value is null && field.Default is not null && !field.Nullable)
                {
                    found.Remove(name); // a null gives way to the default
                    continue;
                }

                Prepare(value, field, Join(path, name));
            }
            else if (schema.IsClosed)
            {
                Unknown.Add(Join(path, name));
                found.Remove(name);
            }
        }

        foreach (var (name, field) in schema.Properties.Where(p => p.Value.Default is not null && !found.ContainsKey(p.Key)))
        {
            found[name] = field.Default!.DeepClone();
            Prepare(found[name], field, Join(path, name));
        }
    }

    private void ValidateObject(JsonObject found, Schema schema, string path)
    {
        foreach (var missing in schema.Required.Where(r => found[r] is null))
        {
            Problems.Add(new("FieldValueRequired", Join(path, missing), "Required value"));
        }

        foreach (var (name, value) in found)
        {
            if (schema.Field(name) is { } field && !(value is null && !schema.Required.Contains(name)))
            {
                Validate(value, field, Join(path, name));
            }
        }
    }

    private void ValidateList(JsonArray list, Schema schema, string path)
    {
        if (list.Count > schema.MaxItems)
        {
            Problems.Add(new("FieldValueTooMany", path, $"Too many: {list.Count}: must have at most {schema.MaxItems} items"));
        }

        for (var i = 0; i < list.Count && schema.Items is not null; i++)
        {
            Validate(list[i], schema.Items, $"{path}[{i}]");
        }
    }

    private void ValidateValue(JsonValue value, Schema schema, string path)
    {
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        var shown = value.GetValueKind() == JsonValueKind.String ? $"\"{text}\"" : text;
        if (schema.Minimum is { } least && long.TryParse(text, CultureInfo.InvariantCulture, out var number) && number < least)
        {
            Problems.Add(new("FieldValueInvalid", path, $"Invalid value: {shown}: {path} in body should be greater than or equal to {least}"));
        }

        if (text.Length > schema.MaxLength)
        {
            Problems.Add(new("FieldValueTooLong", path, $"Too long: may not be more than {schema.MaxLength} bytes"));
        }

        if (schema.Enum.Count > 0 && !schema.Enum.Contains(text))
        {
            Problems.Add(new("FieldValueNotSupported", path, $"Unsupported value: {shown}: supported values: {string.Join(", ", schema.Enum.Select(e => $"\"{e}\""))}"));
        }

        if (!schema.Matches(text))
        {
            Problems.Add(new("FieldValueInvalid", path, $"Invalid value: {shown}: {path} in body should match '{schema.Pattern}'"));
        }

        if (schema.BreaksRule(text))
        {
            Problems.Add(new("FieldValueInvalid", path, $"Invalid value: {shown}: {schema.RuleMessage ?? $"failed rule: {schema.Rule}"}"));
        }

        if (schema.Format == "byte" && !Convert.TryFromBase64String(text, new byte[text.Length], out _))
        {
            Problems.Add(new("FieldValueInvalid", path, "illegal base64 data"));
        }
    }
}
