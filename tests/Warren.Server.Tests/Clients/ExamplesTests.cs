using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Server.Tests.Documents;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Clients;

/// <summary>The programs of examples/, as they are: each orders an instance, sees it run, says so, and deletes it.</summary>
public sealed class ExamplesTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Curl_with_a_token()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/jq"), "jq is missing; the Debian package jq brings it.");
        await RunsAsync("bash", "curl/order.sh");
    }

    [Fact]
    public async Task Python_with_openstacksdk()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openstack"), "openstacksdk is missing; the Debian package python3-openstackclient brings it.");
        await RunsAsync(Python, "python/order.py");
    }

    [Fact]
    public Task Node_with_the_core_of_the_SDK_and_an_access_key() => RunsAsync("node", "node/order.js");

    [Fact]
    public Task C_sharp_with_our_own_client() => RunsAsync("dotnet", Path.Combine("..", "artifacts/bin/Warren.Example/release/Warren.Example.dll"));

    private async Task RunsAsync(string program, string script)
    {
        var credentials = JsonNode.Parse(await File.ReadAllTextAsync(host.Data.Credentials))!.AsObject();
        credentials["url"] = host.Url.ToString().TrimEnd('/');
        var file = Path.Combine(host.Data.Root, "of-examples.json");
        await File.WriteAllTextAsync(file, credentials.ToJsonString());
        var start = new ProcessStartInfo(program)
        {
            ArgumentList = { Path.Combine(CommittedFile.Root, "examples", script), file },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = Path.Combine(CommittedFile.Root, "artifacts", "node-clients", "node_modules");
        using var limit = new CancellationTokenSource(Patience);
        using var run = Process.Start(start)!;
        var (output, error) = (run.StandardOutput.ReadToEndAsync(limit.Token), run.StandardError.ReadToEndAsync(limit.Token));
        await run.WaitForExitAsync(limit.Token);
        Assert.True(run.ExitCode == 0, await error + await output);

        var shown = JsonElement.Parse(await output);
        Assert.Equal("RUNNING", shown.GetProperty("status").GetString());
        var id = shown.GetProperty("instance_id").GetString()!;
        await host.WaitForAsync(id, "GONE");
    }
}
