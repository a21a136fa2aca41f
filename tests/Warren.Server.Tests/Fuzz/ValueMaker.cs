using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Warren.Server.Tests.Fuzz;

/// <summary>Makes values for the members of a schema: mostly good ones, so that a body comes past the first check, and otherwise bad ones of every kind.</summary>
/// <param name="random">What decides.</param>
/// <param name="document">The OpenAPI document, for references.</param>
/// <param name="good">Good values by the name of a member or a parameter.</param>
internal sealed class ValueMaker(Random random, JsonElement document, IReadOnlyDictionary<string, string[]> good)
{
    private const int DeepestGood = 6;

    private static readonly string[] Texts =
    [
        "", " ", "a", "-1", "0", "1e400", "true", "null", "..", "../../etc/passwd", "%2e%2e%2f", "%00", "\0", "\u0001", "a\r\nX-Injected: 1", "'; DROP TABLE \"Instances\"; --", "{{7*7}}",
        "<script>alert(1)</script>", "\u202etxt", "\ud83d\udc30", "\u0627\u0644\u0639\u0631\u0628\u064a\u0629", "\uffff", "${jndi:x}", "255.255.255.255", "::ffff:1.2.3.4", "0.0.0.0/0", "10.0.0.0/33",
        "2026-13-45T99:99:99Z", "9999-12-31T23:59:59.9999999Z", "00000000-0000-0000-0000-000000000000", "İ", "ß", "K",
    ];

    private static readonly string[] Numbers =
        ["0", "-0", "-1", "1.5", "1e2", "1E400", "-1e-400", "2147483648", "-2147483649", "9223372036854775808", "18446744073709551616", "123456789012345678901234567890", "0.1e1"];

    /// <summary>A text for a parameter of this name.</summary>
    public string Text(string name) => random.Next(10) switch
    {
        < 7 when good.TryGetValue(name, out var known) => known[random.Next(known.Length)],
        < 8 => Guid.NewGuid().ToString(),
        < 9 => Texts[random.Next(Texts.Length)],
        _ => Long(),
    };

    /// <summary>The bytes of a body; not always JSON.</summary>
    public byte[] Body(JsonElement schema)
    {
        var text = new StringBuilder();
        Write(text, "", schema, 0);
        if (random.Next(6) > 0)
        {
            return Encoding.UTF8.GetBytes(text.ToString());
        }

        return random.Next(9) switch
        {
            0 => [],
            1 => Encoding.Unicode.GetBytes(text.ToString()),
            2 => [.. Encoding.UTF8.GetBytes(text.ToString()).Take(random.Next(text.Length + 1))],
            3 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text.ToString())],
            4 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", random.Next(1, 20_000)))),
            5 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", random.Next(1, 5_000)))),
            6 => Encoding.UTF8.GetBytes(text + "," + text),
            7 => [.. Encoding.UTF8.GetBytes(text.ToString()).Select(b => random.Next(30) == 0 ? (byte)random.Next(256) : b)],
            _ => "null"u8.ToArray(),
        };
    }

    private string Long() => new((char)('a' + random.Next(26)), random.Next(1, 3_000));

    private void Write(StringBuilder text, string name, JsonElement schema, int depth)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        if (random.Next(12) == 0)
        {
            WriteAnything(text, depth);
        }
        else if (schema.TryGetProperty("properties", out var members) && depth < DeepestGood)
        {
            WriteObject(text, [.. members.EnumerateObject()], depth);
        }
        else if (schema.TryGetProperty("items", out var items) && depth < DeepestGood)
        {
            text.Append('[');
            for (int count = random.Next(4), i = 0; i < count; i++)
            {
                text.Append(i > 0 ? "," : "");
                Write(text, name, items, depth + 1);
            }

            text.Append(']');
        }
        else
        {
            WriteScalar(text, name, schema);
        }
    }

    private void WriteObject(StringBuilder text, IReadOnlyList<JsonProperty> members, int depth)
    {
        text.Append('{');
        var first = true;
        foreach (var member in members)
        {
            // Left out, once, or twice.
            for (var times = random.Next(10) switch { < 2 => 0, 9 when random.Next(5) == 0 => 2, _ => 1 }; times > 0; times--)
            {
                text.Append(first ? "" : ",").Append(JsonValue.Create(random.Next(40) == 0 ? member.Name.ToUpperInvariant() : member.Name)!.ToJsonString()).Append(':');
                Write(text, member.Name, member.Value, depth + 1);
                first = false;
            }
        }

        text.Append('}');
    }

    private void WriteScalar(StringBuilder text, string name, JsonElement schema)
    {
        var kind = schema.TryGetProperty("type", out var type) ? type.ToString() : "";
        if (random.Next(10) < 8 && good.TryGetValue(name, out var known))
        {
            var value = known[random.Next(known.Length)];
            text.Append(kind.Contains("integer", StringComparison.Ordinal) || kind.Contains("boolean", StringComparison.Ordinal) ? value : JsonValue.Create(value)!.ToJsonString());
        }
        else if (kind.Contains("integer", StringComparison.Ordinal))
        {
            text.Append(random.Next(2) == 0 ? random.Next(-2, 200).ToString(CultureInfo.InvariantCulture) : Numbers[random.Next(Numbers.Length)]);
        }
        else if (kind.Contains("boolean", StringComparison.Ordinal))
        {
            text.Append(random.Next(2) == 0 ? "true" : "false");
        }
        else
        {
            text.Append(JsonValue.Create(Text(name))!.ToJsonString());
        }
    }

    private void WriteAnything(StringBuilder text, int depth) => text.Append(random.Next(9) switch
    {
        0 => "null",
        1 => "true",
        2 => Numbers[random.Next(Numbers.Length)],
        3 => "{}",
        4 => "[]",
        5 => "[[[[1]]]]",
        6 => "\"\\ud800\"", // half of a surrogate pair
        7 when depth < 3 => string.Concat(Enumerable.Repeat("[", 80)) + string.Concat(Enumerable.Repeat("]", 80)),
        _ => JsonValue.Create(Texts[random.Next(Texts.Length)])!.ToJsonString(),
    });
}
