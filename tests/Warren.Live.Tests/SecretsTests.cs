using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>Secrets are planted or read, and then looked for wherever Warren and its brokers write.</summary>
public sealed partial class SecretsTests : LiveTest
{
    private const string UserPassword = "planted-first-users-password-1";
    private const string SecretKey = "plantedSecretKeyOfTheFirstUser2";
    private const string AccessPassword = "Planted-Access-3";
    private const string NextPassword = "Planted-Next-4";

    [Fact]
    public async Task No_secret_is_written_in_clear_but_where_its_owner_reads_it()
    {
        var warren = NewWarren(("WARREN_BOOTSTRAP_PASSWORD", UserPassword), ("WARREN_BOOTSTRAP_SECRET_KEY", SecretKey));
        await warren.StartAsync();
        var order = warren.Api.QuickStart("secretive") with { Password = AccessPassword };
        Assert.Equal(HttpStatusCode.BadRequest, (await warren.Api.FailToCreateAsync(order with { Name = "1" })).Status);
        var id = await warren.Api.CreateAsync(order);
        var instance = await warren.Api.RunningAsync(id);
        await using var connection = await Amqp.ConnectAsync(instance, password: AccessPassword);
        await Amqp.RoundTripAsync(connection);
        await Amqp.IsRefusedAsync(instance, WarrenClient.AccessUser, UserPassword);
        await warren.Api.ResetPasswordAsync(id, NextPassword);
        await Amqp.IsRefusedAsync(instance, WarrenClient.AccessUser, AccessPassword);
        await using var again = await Amqp.ConnectAsync(instance, password: NextPassword);
        await Amqp.RoundTripAsync(again);
        var node = warren.NodeOf(id);
        var agent = AgentPassword.HashIn(node);
        var log = Directory.EnumerateFiles(node.Folder, "rabbit.log", SearchOption.AllDirectories).Single();
        await Eventually.Holds("the node has written of both logins, which Erlang holds back for two seconds", () => Logins().Count(File.ReadAllText(log)) >= 2);
        Assert.Matches(NoCoreDump(), await File.ReadAllTextAsync($"/proc/{warren.Pid}/limits"));
        await warren.KillAsync(); // so that what SQLite has not yet moved out of its log is looked at too

        var places = await PlacesAsync(warren);

        Assert.Contains(places, p => p.Name.EndsWith("warren.db-wal", StringComparison.Ordinal));
        Assert.Contains(places, p => p.Name == log);
        Assert.Contains(places, p => p.Name == $"environment of {node.RunningPid}");
        var cookie = await File.ReadAllTextAsync(CookieFile(node));
        Assert.Empty(
            from place in places
            from secret in (string[])[UserPassword, SecretKey, AccessPassword, NextPassword, cookie]
            where place.Text.Contains(secret, StringComparison.Ordinal) && !(secret == cookie && place.Name == CookieFile(node))
            select $"{secret} in {place.Name}");
        Assert.Empty(places.Where(p => agent.IsIn(p.Text)).Select(p => p.Name));

        // A crash leaves nothing behind that could be read: Erlang is told to dump, and may not, and neither may the kernel.
        Assert.Contains(places, p => p.Name == $"environment of {node.RunningPid}" && p.Text.Contains("ERL_CRASH_DUMP_SECONDS=0", StringComparison.Ordinal));
        Assert.Matches(NoCoreDump(), await File.ReadAllTextAsync($"/proc/{node.RunningPid}/limits"));
        (await Command.RunAsync("/bin/sh", "-c", $"kill -USR1 {node.RunningPid}")).Succeeded();
        await Eventually.Holds("the broker has crashed", () => node.Pid is null);
        Assert.Empty(Directory.EnumerateFiles(warren.Data, "*dump*", SearchOption.AllDirectories));

        // The welcome screen is what hands the password over; nothing else of the output may hold it, and the screen no other secret.
        Assert.DoesNotContain(UserPassword, WelcomeScreen().Replace(warren.Output, ""), StringComparison.Ordinal);
        Assert.All((string[])[SecretKey, AccessPassword, NextPassword, cookie], secret => Assert.DoesNotContain(secret, warren.Output, StringComparison.Ordinal));
        Assert.False(agent.IsIn(warren.Output));
    }

    private static string CookieFile(BrokerNode node) => Path.Combine(node.Folder, "home", ".erlang.cookie");

    /// <summary>All of the data folder but credentials.json, and what every process of it shows to others.</summary>
    private static async Task<IReadOnlyList<Place>> PlacesAsync(WarrenProcess warren)
    {
        var places = new List<Place>();
        foreach (var file in Directory.EnumerateFiles(warren.Data, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            // A node's lock is empty, and cannot be opened while it is held.
            if (file != Credentials.FileIn(warren.Data) && new FileInfo(file).Length > 0)
            {
                places.Add(new Place(file, await File.ReadAllTextAsync(file, Encoding.Latin1)));
            }
        }

        foreach (var process in ProcessTable.Naming(warren.Data))
        {
            places.Add(new Place($"command line of {process.Pid}", process.CommandLine));
            places.Add(new Place($"environment of {process.Pid}", process.Environment));
        }

        return places;
    }

    [GeneratedRegex(@"^Warren serves\.$.*?^curl [^\n]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex WelcomeScreen();

    [GeneratedRegex("authenticated and granted access to vhost")]
    private static partial Regex Logins();

    /// <summary>Of the soft limit and of the hard one, so that nothing raises it again.</summary>
    [GeneratedRegex(@"Max core file size\s+0\s+0\s")]
    private static partial Regex NoCoreDump();

    private sealed record Place(string Name, string Text);
}
