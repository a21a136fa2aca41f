using Microsoft.EntityFrameworkCore;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Http;

/// <summary>A fault of ours says that it is one, and nothing about our inside; the log says the rest.</summary>
public sealed class FaultTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Fact]
    public async Task A_broken_store_is_an_internal_error_with_an_id_to_find_it_by()
    {
        await BreakAsync("Instances");

        var answer = await host.GetAsync(host.Instances);

        Refusal.Is(answer, 500, "111500000");
        AssertSaysNothing(answer);
        Assert.Contains(host.Log.Lines, line => line.Contains(answer.Headers["X-Request-Id"], StringComparison.Ordinal) && (line.Contains("SqliteException", StringComparison.Ordinal) || line.Contains("PostgresException", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_identity_call_tells_of_a_fault_in_its_own_shape()
    {
        await BreakAsync("RevokedTokens");

        var answer = await host.GetAsync("/v3/auth/projects");

        Refusal.IsKeystone(answer, 500, "Internal Server Error");
        AssertSaysNothing(answer);
    }

    [Fact]
    public async Task A_sign_in_over_a_broken_store_is_a_fault_and_not_a_wrong_password()
    {
        await BreakAsync("Accounts");

        Refusal.IsKeystone(await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.ForProject(host.Credentials)), 500, "Internal Server Error");
    }

    [Fact]
    public async Task A_fault_is_told_in_Chinese_too()
    {
        await BreakAsync("Zones");

        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", (await host.CallAsync("POST", host.Instances, host.Order().ToJsonString(), ("X-Language", "zh-cn"))).Text);
    }

    private static void AssertSaysNothing(Answer answer)
    {
        Assert.All((string[])["Sqlite", "SQL", "no such table", "Exception", "   at ", "Warren.", ".cs"], inside => Assert.DoesNotContain(inside, answer.Text, StringComparison.Ordinal));
    }

    private async Task BreakAsync(string table)
    {
        await using var store = host.OpenStore();
        var rename = $"ALTER TABLE \"{table}\" RENAME TO \"Lost{table}\"";
        await store.Database.ExecuteSqlRawAsync(rename);
    }
}
