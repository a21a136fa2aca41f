using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;
using k8s.Models;

namespace Warren.Kubernetes.Schemas;

/// <summary>The schema of a built-in kind, read from the client library's class for it.</summary>
internal static class ModelSchema
{
    /// <summary>A resource.Quantity, as the definitions of custom kinds spell it.</summary>
    public const string QuantityPattern =
        @"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$";

    private static readonly ConcurrentDictionary<Type, Schema> Known = new();

    public static Schema Quantity { get; } = new() { Type = SchemaType.IntOrString, Pattern = QuantityPattern };

    public static Schema Of<T>() => Of(typeof(T));

    public static Schema Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return Known.GetOrAdd(type, Build);
    }

    private static Schema Build(Type type)
    {
        if (type == typeof(string) || type == typeof(byte[]) || type == typeof(DateTime) || type.IsEnum)
        {
            return type == typeof(byte[]) ? new Schema { Type = SchemaType.String, Format = "byte" } : Schema.Text;
        }

        if (type == typeof(bool))
        {
            return new Schema { Type = SchemaType.Boolean };
        }

        if (type == typeof(int) || type == typeof(long))
        {
            return new Schema { Type = SchemaType.Integer };
        }

        if (type == typeof(double))
        {
            return new Schema { Type = SchemaType.Number };
        }

        if (type == typeof(ResourceQuantity))
        {
            return Quantity;
        }

        if (type == typeof(IntOrString))
        {
            return new Schema { Type = SchemaType.IntOrString };
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() is { } generic && (generic == typeof(IDictionary<,>) || generic == typeof(Dictionary<,>)))
        {
            return new Schema { Type = SchemaType.Object, Values = Of(type.GetGenericArguments()[1]) };
        }

        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
        {
            return new Schema { Type = SchemaType.Array, Items = Of(type.GetGenericArguments()[0]) };
        }

        return type == typeof(object) || !type.FullName!.StartsWith("k8s.Models.", StringComparison.Ordinal)
            ? Schema.Anything
            : new Schema { Type = SchemaType.Object, PropertiesLater = () => Fields(type) };
    }

    private static Dictionary<string, Schema> Fields(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(p => (Property: p, p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name))
        .Where(p => p.Name is not null)
        .ToDictionary(p => p.Name!, p => Field(type, p.Name!, Of(p.Property.PropertyType)), StringComparer.Ordinal);

    private static Schema Field(Type type, string name, Schema schema)
    {
        var keys = ListKeys.Of(type, name);
        return schema.Type != SchemaType.Array || keys is null
            ? schema
            : new Schema { Type = SchemaType.Array, Items = schema.Items, ListKeys = keys, IsSet = keys.Length == 0 };
    }
}
