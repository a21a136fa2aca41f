namespace Warren.Server.Tests.Http;

/// <summary>What every error has to be, whatever it is about (decision 0.2).</summary>
internal static class Refusal
{
    /// <summary>A DMS error with exactly this status and code, whose text names the field.</summary>
    public static void Is(Answer answer, int status, string code, string names = "")
    {
        Assert.True((status, code) == (answer.Status, Text(answer, "error_code")), $"{status} {code} was expected, and this came: {answer}");
        Assert.Contains(names, Text(answer, "error_msg"), StringComparison.Ordinal);
        Assert.Equal(["error_code", "error_msg", "request_id"], answer.Json.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal(answer.Headers["X-Request-Id"], Text(answer, "request_id"));
        IsJson(answer);
    }

    /// <summary>An error of the identity calls, in Keystone's shape (as real clients need it).</summary>
    public static void IsKeystone(Answer answer, int status, string title)
    {
        Assert.True(status == answer.Status, $"{status} was expected, and this came: {answer}");
        var error = answer.Json.GetProperty("error");
        Assert.Equal(["code", "message", "title"], error.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal(status, error.GetProperty("code").GetInt32());
        Assert.Equal(title, error.GetProperty("title").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.NotEmpty(answer.Headers["X-Request-Id"]);
        IsJson(answer);
    }

    private static string Text(Answer answer, string member) => answer.Json.GetProperty(member).GetString()!;

    private static void IsJson(Answer answer) => Assert.StartsWith("application/json", answer.Headers["Content-Type"], StringComparison.Ordinal);
}
