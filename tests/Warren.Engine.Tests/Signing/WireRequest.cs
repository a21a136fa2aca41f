using System.Security.Cryptography;
using System.Text;
using Warren.Contract.Signing;

namespace Warren.Engine.Tests.Signing;

/// <summary>Requests as text, and signatures made without our own code.</summary>
internal static class WireRequest
{
    /// <summary>Reads an HTTP/1.1 message: request line, headers, blank line, body.</summary>
    public static SignedRequest Parse(string text)
    {
        var (head, body) = text.Split("\n\n", 2) is [var before, var after] ? (before, after) : (text.TrimEnd('\n'), "");
        var lines = head.Split('\n');
        var (path, query) = SignedRequest.SplitTarget(lines[0].Split(' ')[1]);
        return new SignedRequest
        {
            Method = lines[0].Split(' ')[0],
            RawPath = path,
            RawQuery = query,
            Headers = Headers([.. lines[1..].Select(line => line.Split(": ", 2)).Select(line => (line[0], line[1]))]),
            Body = Encoding.UTF8.GetBytes(body),
        };
    }

    public static RequestHeaders Headers(params (string Name, string Value)[] lines) => new(Lines(lines));

    public static IEnumerable<KeyValuePair<string, IEnumerable<string>>> Lines(params (string Name, string Value)[] lines) =>
        lines.Select(line => KeyValuePair.Create<string, IEnumerable<string>>(line.Name, [line.Value]));

    public static AuthorizationHeader Authorization(string value)
    {
        Assert.True(AuthorizationHeader.TryParse(value, out var header, out var reason), reason);
        return header;
    }

    /// <summary>The Access form's whole arithmetic, once more and by hand.</summary>
    public static AuthorizationHeader SignByHand(string secret, string date, string signedHeaders, params string[] canonicalLines)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', canonicalLines))));
        var text = $"SDK-HMAC-SHA256\n{date}\n{hash}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
        return Authorization($"SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders={signedHeaders}, Signature={signature}");
    }
}
