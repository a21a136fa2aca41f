using System.Security.Cryptography;

namespace Warren.Contract.Signing;

/// <summary>
/// What a signature is computed over. The path and the query are taken as they were on the wire: still escaped, and with
/// any prefix, because clients sign the address that they called and not the route that we made of it.
/// </summary>
public sealed record SignedRequest
{
    private const string EmptyBodySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>HTTP method; its case does not matter.</summary>
    public required string Method { get; init; }

    /// <summary>Path as received, for example <c>/dms/v1.0/p/instances/a%20b</c>.</summary>
    public required string RawPath { get; init; }

    /// <summary>Query as received, without the question mark. Default: empty.</summary>
    public string RawQuery { get; init; } = "";

    public required RequestHeaders Headers { get; init; }

    /// <summary>The body. Default: none. Ignored when <see cref="BodySha256"/> is given.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Hash of the body, 64 hexadecimal digits in lower case, for a caller that hashed it while it was read.</summary>
    public string? BodySha256 { get; init; }

    internal bool HasBody => BodySha256 is null ? !Body.IsEmpty : BodySha256 != EmptyBodySha256;

    /// <summary>Cuts the target of a request line into path and query. Both forms of RFC 9112 3.2 that carry a path are understood.</summary>
    /// <param name="target">For example <c>/v2/p/instances?limit=1</c> or <c>http://host/v2/p/instances?limit=1</c>.</param>
    public static (string Path, string Query) SplitTarget(string target)
    {
        var path = target;
        var query = "";
        if (target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark)
        {
            (path, query) = (target[..mark], target[(mark + 1)..]);
        }

        if (!path.StartsWith('/') && path.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme)
        {
            var slash = path.IndexOf('/', scheme + 3);
            path = slash < 0 ? "/" : path[slash..];
        }

        return (path, query);
    }

    /// <summary>Says which request this is, without headers and query: they carry tokens and passwords.</summary>
    public override string ToString() => $"{Method} {RawPath}";

    internal string HashOfBody() => BodySha256 ?? (Body.IsEmpty ? EmptyBodySha256 : Convert.ToHexStringLower(SHA256.HashData(Body.Span)));
}
