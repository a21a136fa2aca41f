using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Clients;

/// <summary>Debian's openstack command, a client that is not ours: it discovers, signs in and reads answers by its own rules.</summary>
public sealed class OpenStackClientTests(WarrenHost host)
{
    private const string Program = "/usr/bin/openstack";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task The_openstack_command_signs_in_and_works_with_networks_and_security_groups()
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is missing; the Debian package python3-openstackclient brings it.");
        var first = host.Credentials;

        var answers = await RunAsync(
            "token issue -f json",
            "catalog list -f json",
            "project list -f json",
            "network list -f json",
            "network show subnet-default -f json",
            "subnet list -f json",
            "security group create --description made-by-openstack openstack-group -f json",
            "security group list -f json",
            "security group show openstack-group -f json",
            "security group rule create --protocol tcp --dst-port 5672 --remote-ip 10.0.0.0/8 openstack-group -f json",
            "security group rule list openstack-group -f json",
            "security group delete openstack-group",
            "security group list -f json");

        Assert.Equal(12, answers.Count);
        Assert.Equal(first.ProjectId, (string)answers[0]["project_id"]!);
        Assert.Contains("network", Column(answers[1], "Type"));
        Assert.Contains(first.ProjectName, Column(answers[2], "Name"));
        Assert.Contains(first.SubnetId, Column(answers[3], "ID"));
        Assert.Equal((first.SubnetId, first.ProjectId), ((string)answers[4]["id"]!, (string)answers[4]["project_id"]!));
        Assert.Contains("subnet-default", Column(answers[5], "Name"));
        Assert.Equal(4, answers[6]["rules"]!.AsArray().Count);
        Assert.Contains("openstack-group", Column(answers[7], "Name"));
        Assert.Equal("made-by-openstack", (string)answers[8]["description"]!);
        Assert.Equal("10.0.0.0/8", (string)answers[9]["remote_ip_prefix"]!);
        Assert.Contains("5672:5672", Column(answers[10], "Port Range"));
        Assert.DoesNotContain("openstack-group", Column(answers[11], "Name"));
    }

    [Fact]
    public async Task The_openstack_command_builds_a_VPC_out_of_a_network_a_subnet_and_a_router()
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is missing; the Debian package python3-openstackclient brings it.");

        var answers = await RunAsync(
            "network create openstack-net -f json",
            "subnet create --network openstack-net --subnet-range 192.168.7.0/24 openstack-subnet -f json",
            "router create openstack-router -f json",
            "router add subnet openstack-router openstack-subnet",
            "router show openstack-router -f json",
            "port create --network openstack-net openstack-port -f json",
            "floating ip create --port openstack-port admin_external_net -f json",
            "port delete openstack-port",
            "router remove subnet openstack-router openstack-subnet",
            "router delete openstack-router",
            "subnet delete openstack-subnet",
            "network delete openstack-net",
            "network list -f json");

        Assert.Equal(7, answers.Count);
        Assert.Equal((string)answers[1]["id"]!, (string)answers[3]["interfaces_info"]![0]!["subnet_id"]!);
        Assert.Equal("192.168.7.5", (string)answers[4]["fixed_ips"]![0]!["ip_address"]!);
        Assert.Equal(("ACTIVE", "192.168.7.5"), ((string)answers[5]["status"]!, (string)answers[5]["fixed_ip_address"]!));
        Assert.DoesNotContain((string)answers[0]["id"]!, Column(answers[6], "ID"));
    }

    private static IEnumerable<string> Column(JsonNode table, string name) => table.AsArray().Select(row => row![name]?.ToString() ?? "");

    /// <summary>Runs commands one after the other in one program, which takes seconds to start.</summary>
    /// <returns>What the commands with -f json wrote, in order.</returns>
    private async Task<IReadOnlyList<JsonNode>> RunAsync(params string[] commands)
    {
        var first = host.Credentials;
        var start = new ProcessStartInfo(Program) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in (IEnumerable<(string, string)>)
        [
            ("OS_AUTH_URL", $"{host.Url.OriginalString}/v3"), ("OS_IDENTITY_API_VERSION", "3"), ("OS_REGION_NAME", first.ProjectName),
            ("OS_USERNAME", first.User), ("OS_PASSWORD", first.Password), ("OS_USER_DOMAIN_NAME", first.Account),
            ("OS_PROJECT_NAME", first.ProjectName), ("OS_PROJECT_DOMAIN_NAME", first.Account),
        ])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteLineAsync(string.Join('\n', commands));
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            Assert.Equal("", await error);
            return Documents(await output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static List<JsonNode> Documents(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { AllowMultipleValues = true });
        List<JsonNode> documents = [];
        while (reader.Read())
        {
            documents.Add(JsonNode.Parse(ref reader)!);
        }

        return documents;
    }
}
