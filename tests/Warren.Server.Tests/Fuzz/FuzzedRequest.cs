using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Warren.Server.Tests.Fuzz;

/// <summary>One request, its bytes made from a seed: the same seed makes the same request.</summary>
internal sealed record FuzzedRequest(ApiOperation Operation, byte[] Bytes, bool HangsUp)
{
    private static readonly string[] ContentTypes =
        ["application/json", "application/json; charset=utf-16", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "*/*", "", "a/b/c;;;="];

    private static readonly string[] HeaderTricks =
    [
        "X-Auth-Token: x", "X-Auth-Token: ", "Authorization: SDK-HMAC-SHA256 Access=a, SignedHeaders=, Signature=", "Authorization: V11-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=zz",
        "Authorization: AWS4-HMAC-SHA256 Credential=", "Authorization: Bearer \u00ff", "X-Sdk-Date: 99999999T999999Z", "X-Project-Id: ../..", "X-Language: zh-cn", "X-Language: %00", "Accept-Language: *;q=9,,;",
        "X-Request-Id: <b>", "Transfer-Encoding: gzip", "Transfer-Encoding: chunked", "Content-Length: 5", "Content-Length: -1", "Expect: 100-continue", "Expect: nothing", "Range: bytes=0-1", "If-Match: *",
        "X-Http-Method-Override: DELETE", "X-Forwarded-For: 10.0.0.1", "X-Forwarded-Proto: https", "Forwarded: for=\"[::1]\"", "Host: other", "Upgrade: websocket", "Connection: Upgrade, close", "TE: trailers",
        "Cookie: =;=;", "Origin: null", "Accept: text/html", "Accept-Encoding: gzip;q=9", "Traceparent: 00-zz-zz-01", "Bad Header: x", ": x", "NoColon", "A: \u0001", "Content-Encoding: br",
    ];

    public static FuzzedRequest Make(int seed, IReadOnlyList<ApiOperation> operations, JsonElement document, IReadOnlyDictionary<string, string[]> good, string token)
    {
        var random = new Random(seed);
        var values = new ValueMaker(random, document, good);
        var operation = operations[random.Next(operations.Count)];
        var body = operation.Body is { } schema ? values.Body(schema) : random.Next(20) == 0 ? "{}"u8.ToArray() : null;
        var head = new StringBuilder()
            .Append(random.Next(50) == 0 ? Method(random) : operation.Method).Append(' ').Append(Target(random, operation, values)).Append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        if (random.Next(40) > 0)
        {
            head.Append("X-Auth-Token: ").Append(token).Append("\r\n");
        }

        for (var tricks = random.Next(5) == 0 ? random.Next(1, 4) : 0; tricks > 0; tricks--)
        {
            head.Append(random.Next(20) == 0 ? "X-Long: " + new string('x', random.Next(70_000)) : HeaderTricks[random.Next(HeaderTricks.Length)]).Append("\r\n");
        }

        var hangsUp = false;
        if (body is not null)
        {
            head.Append("Content-Type: ").Append(random.Next(10) == 0 ? ContentTypes[random.Next(ContentTypes.Length)] : ContentTypes[0]).Append("\r\n");
            (body, hangsUp) = Frame(random, head, body);
        }

        return new FuzzedRequest(operation, [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body ?? []], hangsUp);
    }

    public override string ToString() => Encoding.Latin1.GetString(Bytes, 0, Math.Min(Bytes.Length, 1_500));

    private static string Method(Random random) => ((string[])["HEAD", "OPTIONS", "TRACE", "PATCH", "PUT", "DELETE", "get", "CONNECT", "QUERY", "A"])[random.Next(10)];

    /// <summary>The whole body, its beginning, or chunks that may be wrong.</summary>
    private static (byte[] Body, bool HangsUp) Frame(Random random, StringBuilder head, byte[] body)
    {
        switch (random.Next(25))
        {
            case 0:
                head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length + random.Next(1, 10_000)}\r\n");
                return (body, true);
            case 1:
                head.Append("Transfer-Encoding: chunked\r\n");
                return ([.. Encoding.ASCII.GetBytes(body.Length.ToString("x", CultureInfo.InvariantCulture)), .. "\r\n"u8, .. body, .. "\r\n0\r\n\r\n"u8], false);
            case 2:
                head.Append("Transfer-Encoding: chunked\r\n");
                return ([.. "zz\r\n"u8, .. body], true);
            default:
                head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
                return (body, false);
        }
    }

    private static string Target(Random random, ApiOperation operation, ValueMaker values)
    {
        var path = string.Join('/', operation.Path.Split('/').Select(part => part.StartsWith('{') ? Coded(random, values.Text(part.Trim('{', '}', '*'))) : part));
        path = random.Next(40) switch
        {
            0 => path + "/",
            1 => path.Replace("/", "//", StringComparison.Ordinal),
            2 => "/." + path,
            3 => path + "/../" + path.TrimStart('/'),
            4 => path + "%2f..%2f..",
            5 => path + ";a=b",
            6 => path + "%",
            7 => path + "%c3%28",
            8 => path.ToUpperInvariant(),
            9 => path + "/" + new string('a', random.Next(20_000)),
            _ => path,
        };
        var query = operation.Query.Where(_ => random.Next(3) == 0).Select(q => $"{q}={Coded(random, values.Text(q))}").ToList();
        if (random.Next(20) == 0)
        {
            query.Add(((string[])["limit=1&limit=2", "=", "&&&", "%00=%00", "a[]=1", "limit=%zz", "offset=99999999999999999999", "?", "limit=+1", "start=-1"])[random.Next(10)]);
        }

        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary>Percent-coded, or as it is where that is a request line at all.</summary>
    private static string Coded(Random random, string text) =>
        random.Next(8) == 0 && text.All(c => c is > ' ' and < '\x7f') ? text : Uri.EscapeDataString(text.EnumerateRunes().Aggregate(new StringBuilder(), (b, r) => b.Append(r.ToString())).ToString());
}
