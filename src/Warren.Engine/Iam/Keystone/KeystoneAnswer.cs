using System.Globalization;
using System.Text.Json;

namespace Warren.Engine.Iam.Keystone;

/// <summary>
/// Reads the body by which Keystone answers GET /v3/auth/tokens:
/// <code>
/// {"token": {"methods": ["password"], "user": {"domain": {"id": "default", "name": "Default"}, "id": "da44a4496c3540e4ac3b42b9f3295bd2", "name": "ada"},
///  "audit_ids": ["DMQ_aZMDT9S4kEWBIS4txg"], "expires_at": "2026-11-24T08:10:28.000000Z", "issued_at": "2026-11-24T07:10:28.000000Z",
///  "project": {"domain": {"id": "default", "name": "Default"}, "id": "8359986941104021bcabd64b560392a1", "name": "web"}, "is_domain": false,
///  "roles": [{"id": "dd4e5595a257448ab2f5731faa0e61e2", "name": "member"}]}}
/// </code>
/// A token for a domain has "domain" in place of "project", an unscoped one neither nor roles.
/// </summary>
internal static class KeystoneAnswer
{
    private const int LongestId = 64;

    /// <exception cref="JsonException">It is no such body.</exception>
    public static KeystoneToken Read(string body, KeystoneOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var token = document.RootElement.GetProperty("token");
            var user = token.GetProperty("user");
            var userDomain = Name(user.GetProperty("domain"));
            var project = token.TryGetProperty("project", out var inProject) ? inProject : (JsonElement?)null;
            var domain = token.TryGetProperty("domain", out var inDomain) ? inDomain : (JsonElement?)null;
            return new KeystoneToken
            {
                User = Name(user),
                UserDomain = userDomain,
                Project = project is { } p ? Name(p) : null,
                Domain = project is { } of ? Name(of.GetProperty("domain")) : domain is { } d ? Name(d) : userDomain,
                DomainScope = domain is not null,
                Roles = options.RolesOf(token.TryGetProperty("roles", out var roles) ? roles.EnumerateArray().Select(r => Text(r, "name")) : []),
                Stamp = new TokenStamp(
                    token.TryGetProperty("audit_ids", out var audit) && audit.GetArrayLength() > 0 ? audit[0].GetString() ?? "" : "",
                    Time(token, "issued_at"),
                    Time(token, "expires_at"),
                    token.TryGetProperty("methods", out var methods) ? [.. methods.EnumerateArray().Select(m => m.GetString() ?? "")] : []),
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException($"The answer describes no token: {e.Message}", e);
        }
    }

    private static KeystoneName Name(JsonElement named)
    {
        var id = Text(named, "id");
        return id.Length is > 0 and <= LongestId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? new KeystoneName(id, Text(named, "name")) : throw new FormatException($"\"{id}\" is no id");
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString() ?? throw new FormatException($"{member} is null");

    private static DateTimeOffset Time(JsonElement element, string member) => DateTimeOffset.Parse(Text(element, member), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
