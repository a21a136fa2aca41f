using System.Text.Json;
using System.Text.RegularExpressions;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>What the first start hands over: credentials.json and the welcome screen.</summary>
public sealed partial class FirstStartTests : LiveTest
{
    private static readonly string[] Members =
    [
        "url", "account", "user", "password", "project_id", "project_name", "access_key", "secret_key",
        "vpc_id", "subnet_id", "security_group_id", "zone_id",
    ];

    [Fact]
    public async Task Credentials_json_is_its_owners_alone_and_a_second_start_keeps_it()
    {
        var warren = NewWarren();
        await warren.StartAsync();

        var file = Credentials.FileIn(warren.Data);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.Equal(Members, json.RootElement.EnumerateObject().Select(m => m.Name));
        Assert.All(json.RootElement.EnumerateObject(), m => Assert.NotEqual("", m.Value.GetString()));
        var first = warren.Credentials;

        await warren.StopAsync();
        await warren.StartAsync();

        Assert.Equal(first with { Url = "" }, warren.Credentials with { Url = "" });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Variables_decide_what_the_first_start_makes_and_later_starts_ignore_them()
    {
        var warren = NewWarren(
            ("WARREN_BOOTSTRAP_ACCOUNT", "acme"),
            ("WARREN_BOOTSTRAP_USER", "wile"),
            ("WARREN_BOOTSTRAP_PASSWORD", "p4ss with \" and ' and <>"),
            ("WARREN_BOOTSTRAP_PROJECT_ID", "0123456789abcdef0123456789abcdef"),
            ("WARREN_BOOTSTRAP_PROJECT_NAME", "xx-test-7"),
            ("WARREN_BOOTSTRAP_ACCESS_KEY", "ABCDEFGHIJKLMNOP1234"),
            ("WARREN_BOOTSTRAP_SECRET_KEY", "s3cret-key-of-the-first-user"),
            ("WARREN_BOOTSTRAP_ZONE_ID", "fedcba9876543210fedcba9876543210"));

        await warren.StartAsync(); // signs in with it

        var made = warren.Credentials;
        Assert.Equal("acme", made.Account);
        Assert.Equal("wile", made.User);
        Assert.Equal("p4ss with \" and ' and <>", made.Password);
        Assert.Equal("0123456789abcdef0123456789abcdef", made.ProjectId);
        Assert.Equal("xx-test-7", made.ProjectName);
        Assert.Equal("ABCDEFGHIJKLMNOP1234", made.AccessKey);
        Assert.Equal("s3cret-key-of-the-first-user", made.SecretKey);
        Assert.Equal("fedcba9876543210fedcba9876543210", made.ZoneId);

        await warren.StopAsync();
        warren.Environment["WARREN_BOOTSTRAP_PASSWORD"] = "another-one";
        warren.Environment["WARREN_BOOTSTRAP_USER"] = "another";
        await warren.StartAsync();

        Assert.Equal(made with { Url = "" }, warren.Credentials with { Url = "" });
    }

    [Fact]
    public async Task The_three_lines_of_the_welcome_screen_order_an_instance_when_they_are_pasted_into_bash()
    {
        var warren = NewWarren();
        await warren.StartAsync();
        var lines = warren.Output.Split('\n').Where(l => CurlLine().IsMatch(l)).ToList();
        Assert.Equal(3, lines.Count);

        var shown = (await Command.RunAsync("bash", "-c", string.Join('\n', lines))).Succeeded();

        using var json = JsonDocument.Parse(shown);
        Assert.Equal("CREATING", json.RootElement.GetProperty("status").GetString());
        var instance = await warren.Api.RunningAsync(json.RootElement.GetProperty("instance_id").GetString()!);
        await using var connection = await Amqp.ConnectAsync(instance, instance.AccessUser, "Warren-1234");
        await Amqp.RoundTripAsync(connection);
    }

    [GeneratedRegex(@"\A(TOKEN=\$\(|ID=\$\()?curl ")]
    private static partial Regex CurlLine();
}
