using System.Diagnostics;
using System.Text.Json;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Clients;

/// <summary>The command line client, run as the program that a user runs.</summary>
public sealed class WarrenctlTests(WarrenHost host) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string folder = Directory.CreateTempSubdirectory("warren-test-ctl-").FullName;

    private string SessionFile => Path.Combine(folder, "session.json");

    public async ValueTask InitializeAsync() => Assert.Contains("Signed in", await RunAsync(Login(host.Credentials.User)), StringComparison.Ordinal);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_session_is_kept_in_a_private_file_without_a_password_and_ends_with_logout()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SessionFile));
        Assert.DoesNotContain(host.Credentials.Password, await File.ReadAllTextAsync(SessionFile), StringComparison.Ordinal);
        Assert.Contains(host.Credentials.ProjectId, await RunAsync("whoami"), StringComparison.Ordinal);

        await RunAsync("logout");

        Assert.Contains("warrenctl login", await RefusedAsync("whoami"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_gets_a_group_a_policy_and_a_key_and_explain_says_what_it_may_do()
    {
        var name = $"ctl-{Guid.NewGuid():N}"[..12];
        var policy = Path.Combine(folder, "policy.json");
        await File.WriteAllTextAsync(policy, """{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["dms:instance:get","dms:instance:list"]}]}""");
        await RunAsync("user", "create", name);
        await RunAsync("group", "create", $"{name}-group");
        await RunAsync("group", "add", $"{name}-group", name);
        await RunAsync("policy", "create", $"{name}-policy", "--file", policy);
        await RunAsync("policy", "grant", $"{name}-policy", $"{name}-group");
        Assert.Contains(name, await RunAsync("group", "users", $"{name}-group"), StringComparison.Ordinal);
        Assert.Contains("dms:instance:get", await RunAsync("policy", "show", $"{name}-policy"), StringComparison.Ordinal);

        var explained = await RunAsync("explain", "dms:instance:list", "--user", name, "--statement");
        Assert.Contains($"Statement 1 of \"{name}-policy\" allows it.", explained, StringComparison.Ordinal);
        Assert.Contains($"to group {name}-group", explained, StringComparison.Ordinal);
        Assert.Contains("No statement", await RunAsync("explain", "dms:instance:delete", "--user", name), StringComparison.Ordinal);

        var access = (await RunAsync("key", "create", "--user", name)).Split('\n')[1].Split(' ')[0];
        Assert.Contains(access, await RunAsync("key", "list", "--user", name), StringComparison.Ordinal);
        Assert.Contains("inactive", await RunAsync("key", "disable", access), StringComparison.Ordinal);
        await RunAsync("key", "delete", access);
        await RunAsync("policy", "revoke", $"{name}-policy", $"{name}-group");
        await RunAsync("policy", "delete", $"{name}-policy");
        await RunAsync("user", "delete", name);
        await RunAsync("group", "delete", $"{name}-group");

        var lines = (await RunAsync("audit", "--json", "--limit", "0", "--service", "iam")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l)).ToList();
        Assert.Contains(lines, l => l.GetProperty("trace_name").GetString() == "iam:users:createUser" && l.GetProperty("resource_name").GetString() == name);
        Assert.Contains("iam:users:createUser", await RunAsync("audit", "--action", "iam:users:createUser"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_is_one_line_with_the_code_and_the_request_id()
    {
        var refused = await RefusedAsync("user", "delete", host.Credentials.User);

        Assert.Matches(@"^warrenctl: 403: The account's own user .* \(request [0-9a-f]{32}\)\n$", refused);
        Assert.StartsWith("warrenctl: 400 IAM.0007: ", await RefusedAsync("user", "create", new string('x', 300)), StringComparison.Ordinal);
        Assert.Contains("http or https", await RefusedAsync("login", "--url", "file:///etc", "--account", "a", "--user", "u", "--project", ""), StringComparison.Ordinal);
        Assert.Contains("There is no user nobody", await RefusedAsync("user", "show", "nobody"), StringComparison.Ordinal);
        Assert.Contains("401", await RefusedAsync(Login("nobody")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orphans_are_listed_and_what_is_none_is_neither_adopted_nor_removed()
    {
        Assert.StartsWith("ID ", await RunAsync("orphans", "list"), StringComparison.Ordinal);
        Assert.Contains("404022", await RefusedAsync("orphans", "adopt", "5fd9f6d8-a2f2-4a2b-9e2d-6f6a8f0c1a11", "--name", "again"), StringComparison.Ordinal);
        Assert.Contains("404022", await RefusedAsync("orphans", "remove", "5fd9f6d8-a2f2-4a2b-9e2d-6f6a8f0c1a11"), StringComparison.Ordinal);
    }

    private string[] Login(string user) =>
        ["login", "--url", host.Url.ToString(), "--account", host.Credentials.Account, "--user", user, "--project", host.Credentials.ProjectName];

    private async Task<string> RunAsync(params IReadOnlyList<string> arguments)
    {
        var (code, output, error) = await StartAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code}\n{output}\n{error}");
        return output;
    }

    private async Task<string> RefusedAsync(params IReadOnlyList<string> arguments)
    {
        var (code, output, error) = await StartAsync(arguments);
        Assert.True(code == 1, $"{string.Join(' ', arguments)}: {code}\n{output}\n{error}");
        return error;
    }

    private async Task<(int Code, string Output, string Error)> StartAsync(IReadOnlyList<string> arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory); // …/bin/Warren.Server.Tests/release
        var program = Path.Combine(configuration.Parent!.Parent!.FullName, "Warren.Cli", configuration.Name, "warrenctl");
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["WARRENCTL_SESSION"] = SessionFile;
        start.Environment["NEW_PASSWORD"] = "Secret-00";
        start.Environment["WARREN_PASSWORD"] = host.Credentials.Password;
        using var limit = new CancellationTokenSource(Patience);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }
}
