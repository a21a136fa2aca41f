using System.Text.Json;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Iam.Administration;

/// <summary>What tests of the administration do again and again, as the account's owner.</summary>
internal static class Administrator
{
    private static int _names;

    public static string Name(string kind) => $"{kind}-{Interlocked.Increment(ref _names)}";

    public static async Task<JsonElement> PostAsync(this WarrenHost host, string path, string body)
    {
        var answer = await host.CallAsync("POST", path, body);
        Assert.True(answer.Status == 201, answer.ToString());
        return answer.Json;
    }

    public static async Task<string> AddUserAsync(this WarrenHost host, string password = "Secret-00") =>
        (await host.PostAsync("/v3/users", $$$"""{"user":{"name":"{{{Name("user")}}}","password":"{{{password}}}"}}""")).GetProperty("user").GetProperty("id").GetString()!;

    public static async Task<string> AddGroupAsync(this WarrenHost host) =>
        (await host.PostAsync("/v3/groups", $$$"""{"group":{"name":"{{{Name("group")}}}"}}""")).GetProperty("group").GetProperty("id").GetString()!;

    public static async Task ExpectAsync(this WarrenHost host, int status, string method, string path, string? body = null)
    {
        var answer = await host.CallAsync(method, path, body);
        Assert.True(answer.Status == status, $"{method} {path}: {answer}");
    }

    /// <summary>An error in the shape of /v3.0.</summary>
    public static void IsIamRefusal(Answer answer, int status, string code)
    {
        Assert.Equal((status, code), (answer.Status, answer.Json.GetProperty("error_code").GetString()));
        Assert.NotEmpty(answer.Json.GetProperty("error_msg").GetString()!);
    }
}
