using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Broker;
using Warren.Engine.Instances;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Fuzz;

/// <summary>
/// Requests made from the served description of the API and then spoilt, one after the other. Whatever comes in: no fault of ours comes out, an error is JSON, and what was not
/// accepted has changed nothing. WARREN_FUZZ_REQUESTS and WARREN_FUZZ_SEED make a longer run, or another.
/// </summary>
public sealed class FuzzTests
{
    private const int UsualRequests = 2_000;

    /// <summary>What a run may leave in memory: caches that fill once.</summary>
    private const long CachesAtMost = 32L * 1024 * 1024;

    private static readonly int Requests = Number("WARREN_FUZZ_REQUESTS", UsualRequests);
    private static readonly int Seed = Number("WARREN_FUZZ_SEED", 1);

    [Fact]
    public async Task No_request_makes_a_fault_an_unreadable_error_or_a_change_that_was_refused()
    {
        var isAlone = Requests > UsualRequests; // memory is this process's, in which other tests run otherwise
        var run = await StartAsync();
        var document = (await run.Host.SendAsync("GET", "/openapi/v1.0.json")).Json;
        var operations = ApiOperation.Read(document);
        var (statuses, reached) = (new SortedDictionary<int, int>(), new HashSet<ApiOperation>());
        var failures = new List<string>();
        long memory = 0;
        try
        {
            for (var n = 0; n < Requests && failures.Count < 20; n++)
            {
                if (isAlone && n == Requests / 5)
                {
                    memory = GC.GetTotalMemory(forceFullCollection: true);
                }

                var request = FuzzedRequest.Make(unchecked(Seed * 1_000_003 + n), operations, document, run.Good, run.Host.Token);
                var answer = await run.Connection.SendAsync(request.Bytes, request.HangsUp, request.Bytes.AsSpan().StartsWith("HEAD "u8));
                statuses[answer?.Status ?? 0] = statuses.GetValueOrDefault(answer?.Status ?? 0) + 1;
                if (answer is { Status: >= 200 and < 300 })
                {
                    reached.Add(request.Operation);
                }

                if (FaultIn(request, answer, run.Content) is { } fault)
                {
                    failures.Add(string.Create(CultureInfo.InvariantCulture, $"request {n} of seed {Seed}: {fault}\n{request}\n-> {answer?.Status} {answer?.Text}\n{(answer?.Status >= 500 ? run.Host.Log.Lines.LastOrDefault() : "")}"));
                }

                // It can end its own token, its own user, its own project: that is allowed, and the next requests need new ones.
                if (answer?.Status is 401 or 403 && !await run.MayStillCallAsync())
                {
                    await run.DisposeAsync();
                    run = await StartAsync();
                }
            }
        }
        finally
        {
            await run.DisposeAsync();
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {Seed}, {Requests} requests, {reached.Count} of {operations.Count} operations succeeded at least once; {string.Join(", ", statuses.Select(s => $"{s.Key}: {s.Value}"))}"));
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(reached.Count > operations.Count / 3, $"{reached.Count} of {operations.Count}: the requests are too bad to find anything");
        if (isAlone)
        {
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, CachesAtMost);
        }
    }

    private static string? FaultIn(FuzzedRequest request, RawAnswer? answer, StoreContent content)
    {
        var changes = content.Changes();
        return answer switch
        {
            null when request.HangsUp => changes.Count > 0 ? $"no answer, and changes in {string.Join(", ", changes)}" : null,
            null => "no answer",
            { Status: >= 500 } => "a fault",
            { Status: >= 400, IsOfTheHttpServer: false, Body.Length: > 0 } when !IsJson(answer) => "an error that is not JSON",
            { Status: >= 400, IsOfTheHttpServer: false, Body.Length: 0 } when !request.Bytes.AsSpan().StartsWith("HEAD "u8) => "an error without a body",
            { Status: >= 300 } when changes.Count > 0 => $"refused, and changes in {string.Join(", ", changes)}",
            _ => null,
        };
    }

    private static bool IsJson(RawAnswer answer)
    {
        try
        {
            using var parsed = JsonDocument.Parse(answer.Body);
            return parsed.RootElement.ValueKind == JsonValueKind.Object && answer.Headers.GetValueOrDefault("Content-Type", "").StartsWith("application/json", StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : usual;

    private static async Task<Run> StartAsync()
    {
        // Nothing works on what was ordered, so whatever changes was changed by a request.
        var host = await WarrenHost.StartApiAsync(("Store:Provider", "Sqlite"), ("Quota:InstancesPerProject", "60"));
        string[] instances = [await host.CreateAsync(host.Order()), await host.CreateAsync(host.Order())];
        await using (var store = host.OpenStore())
        {
            await store.Instances.ExecuteUpdateAsync(s => s
                .SetProperty(i => i.Health, InstanceHealth.Healthy).SetProperty(i => i.ObservedGeneration, i => i.Generation).SetProperty(i => i.ServedNodes, 1));
        }

        host.Brokers.Management = call => call.Method != HttpMethod.Get ? new ManagementAnswer(204, "")
            : IsList(call.Path) ? new ManagementAnswer(200, "[]")
            : new ManagementAnswer(404, "{}");
        return new Run(host, instances);
    }

    /// <summary>Whether the management API answers a path with a list: all of a kind, all of a kind in a vhost, or what belongs to one.</summary>
    private static bool IsList(string path) => path.Split('?')[0].Split('/') is ["vhosts" or "users" or "permissions"] or ["exchanges" or "queues", _] or [.., "source" or "bindings" or "permissions"];

    private sealed class Run(WarrenHost host, string[] instances) : IAsyncDisposable
    {
        public WarrenHost Host => host;

        public RawConnection Connection { get; } = new(host.Url);

        public StoreContent Content { get; } = new(host.Data.Database);

        /// <summary>What is good for a member or parameter of this name.</summary>
        public IReadOnlyDictionary<string, string[]> Good { get; } = GoodValues(host, instances);

        public async Task<bool> MayStillCallAsync() => (await host.GetAsync(host.Instances)).Status == 200;

        public async ValueTask DisposeAsync()
        {
            Connection.Dispose();
            Content.Dispose();
            await host.DisposeAsync();
        }

        private static Dictionary<string, string[]> GoodValues(WarrenHost host, string[] instances)
        {
            var order = host.Order();
            var good = order.Where(m => m.Value!.GetValueKind() == JsonValueKind.String).ToDictionary(m => m.Key, m => new[] { m.Value!.GetValue<string>() }, StringComparer.Ordinal);
            var (own, zone) = (host.Credentials, host.Credentials.ZoneId);
            foreach (var (name, values) in (IEnumerable<(string, string[])>)
            [
                ("project_id", [own.ProjectId]), ("tenant_id", [own.ProjectId]), ("instance_id", instances), ("instances", instances), ("available_zones", [zone]), ("availability_zone", [zone]),
                ("storage_space", ["100", "200", "300"]), ("new_storage_space", ["200", "300"]), ("name", ["fuzz-a", "fuzz-b", "orders", "jobs"]), ("description", ["", "words"]),
                ("engine", ["rabbitmq"]), ("vpc_id", [own.VpcId]), ("subnet_id", [own.SubnetId]), ("security_group_id", [own.SecurityGroupId]), ("cidr", ["10.7.0.0/16", "10.7.1.0/24"]),
                ("gateway_ip", ["10.7.1.1"]), ("direction", ["ingress", "egress"]), ("ethertype", ["IPv4", "IPv6"]), ("protocol", ["tcp", "udp", "icmp"]), ("port_range_min", ["80"]), ("port_range_max", ["90"]),
                ("remote_ip_prefix", ["10.0.0.0/8"]), ("limit", ["1", "10"]), ("offset", ["0", "1"]), ("start", ["1"]), ("action", ["restart", "delete", "create"]), ("key", ["team"]), ("value", ["red"]),
                ("vhost", ["a", "b"]), ("vhost_name", ["a", "b"]), ("exchange_name", ["orders"]), ("queue_name", ["jobs"]), ("durable", ["true", "false"]), ("type", ["direct", "fanout", "5_bgp", "PER", "XA"]),
                ("new_password", ["Secret-1"]), ("status", ["RUNNING", "CREATING"]), ("maintain_begin", ["22:00:00"]), ("maintain_end", ["02:00:00"]), ("size", ["5"]), ("share_type", ["PER"]),
                ("plugins", ["rabbitmq_shovel"]), ("enable", ["true", "false"]), ("domain_id", ["fuzz"]), ("email", ["a@example.com"]), ("metric_name", ["connections"]), ("period", ["1", "300"]),
                ("from", ["1"]), ("to", ["4102444800000"]), ("namespace", ["SYS.DMS"]), ("filter", ["average"]),
            ])
            {
                good[name] = values;
            }

            return good;
        }
    }
}
