using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Http;

/// <summary>Errors are English, or Chinese for those who say so (decision 0.2).</summary>
public sealed class LanguageTests(WarrenHost host)
{
    [Theory]
    [InlineData("X-Language", "zh-cn")]
    [InlineData("X-Language", "ZH-CN")]
    [InlineData("X-Language", "zh")]
    [InlineData("Accept-Language", "zh-CN")]
    [InlineData("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8")]
    [InlineData("Accept-Language", "en;q=0.2, zh;q=0.7")]
    [InlineData("Accept-Language", "de-DE, zh-TW;q=0.5")]
    public async Task Chinese_is_answered_in_Chinese(string header, string value)
    {
        var answer = await host.CallAsync("GET", $"{host.Instances}/x", null, (header, value));

        Refusal.Is(answer, 400, "111400061", "instance_id");
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", answer.Json.GetProperty("error_msg").GetString());
        Assert.Contains("charset=utf-8", answer.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", answer.Text); // as themselves, not as \u escapes
    }

    [Theory]
    [InlineData("X-Language", "en-us")]
    [InlineData("X-Language", "klingon")]
    [InlineData("Accept-Language", "en-US,en;q=0.9,zh-CN;q=0.8")]
    [InlineData("Accept-Language", "zh-CN;q=0.1,en")]
    [InlineData("Accept-Language", "zh;q=0")]
    [InlineData("Accept-Language", "de-DE")]
    [InlineData("Accept-Language", "*")]
    [InlineData("Accept-Language", ";;;q=,=")]
    [InlineData("Accept-Language", "")]
    public async Task Everything_else_is_answered_in_English(string header, string value)
    {
        var answer = await host.CallAsync("GET", $"{host.Instances}/x", null, (header, value));

        Refusal.Is(answer, 400, "111400061", "instance_id");
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", answer.Text);
    }

    [Fact]
    public async Task X_Language_wins()
    {
        var answer = await host.CallAsync("GET", $"{host.Instances}/x", null, ("X-Language", "en-us"), ("Accept-Language", "zh-CN"));

        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", answer.Text);
    }

    [Fact]
    public async Task The_identity_calls_know_Chinese_too()
    {
        var answer = await host.SendAsync("GET", "/v3/auth/tokens", null, ("X-Language", "zh-cn"));

        Refusal.IsKeystone(answer, 401, "Unauthorized");
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", answer.Text);
    }
}
