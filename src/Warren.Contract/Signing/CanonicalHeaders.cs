using System.Text;

namespace Warren.Contract.Signing;

/// <summary>The header lines of a canonical request: exactly the names in SignedHeaders, in that order, each line ended.</summary>
internal static class CanonicalHeaders
{
    /// <param name="to">Where the lines go.</param>
    /// <param name="headers">The request's headers; one that is absent gives no line.</param>
    /// <param name="names">The signed names.</param>
    /// <param name="form">Access and V11 sign every value, sorted and trimmed; the legacy form the first one, its white space collapsed.</param>
    /// <param name="host">Replaces the Host header, for a request that came through a proxy.</param>
    public static StringBuilder AppendHeaders(
        this StringBuilder to, RequestHeaders headers, IReadOnlyList<string> names, SignatureForm form, string? host)
    {
        foreach (var name in names)
        {
            string[] values = host is not null && name.Equals(SignatureNames.HostHeader, StringComparison.OrdinalIgnoreCase)
                ? [host]
                : headers.Lines(name);
            if (form == SignatureForm.LegacyCredential)
            {
                values = values is [var first, ..] ? [Collapse(first)] : [];
            }
            else if (values.Length > 1)
            {
                values = [.. values.Order(StringComparer.Ordinal)];
            }

            foreach (var value in values)
            {
                to.Append(name).Append(':').Append(value.AsSpan().Trim()).Append('\n');
            }
        }

        return to;
    }

    private static string Collapse(string value) =>
        string.Join(' ', value.Split([' ', '\t', '\r', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries));
}
