using System.Text.Json.Nodes;
using Warren.Server.Hosting;

namespace Warren.Server.Tests.Iam;

/// <summary>Bodies of POST /v3/auth/tokens as clients write them (as real clients need it).</summary>
internal static class SignInBody
{
    /// <summary>The user by name and account name, for a project by id.</summary>
    public static string ForProject(CredentialsFile who) =>
        Of(Password(ByName(who), who.Password), new JsonObject { ["project"] = new JsonObject { ["id"] = who.ProjectId } });

    public static string Of(JsonObject identity, JsonNode? scope = null)
    {
        var auth = new JsonObject { ["identity"] = identity };
        if (scope is not null)
        {
            auth["scope"] = scope;
        }

        return new JsonObject { ["auth"] = auth }.ToJsonString();
    }

    public static JsonObject ByName(CredentialsFile who) =>
        new() { ["name"] = who.User, ["domain"] = new JsonObject { ["name"] = who.Account } };

    public static JsonObject Password(JsonObject user, string password)
    {
        user["password"] = password;
        return new JsonObject { ["methods"] = new JsonArray("password"), ["password"] = new JsonObject { ["user"] = user } };
    }

    public static JsonObject Token(string token) =>
        new() { ["methods"] = new JsonArray("token"), ["token"] = new JsonObject { ["id"] = token } };
}
