using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Broker;
using Warren.Engine.Instances;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Fuzz;

/// <summary>A Warren with two instances that run, as its store says, and nothing that works on orders: whatever changes was changed by a request.</summary>
internal sealed class FuzzedWarren : IAsyncDisposable
{
    private FuzzedWarren(WarrenHost host, string[] instances)
    {
        Host = host;
        Connection = new RawConnection(host.Url);
        Content = new StoreContent(host.Data.Database);
        Good = GoodValues(host, instances);
    }

    public WarrenHost Host { get; }

    public RawConnection Connection { get; }

    public StoreContent Content { get; }

    /// <summary>What is good for a member or parameter of this name.</summary>
    public IReadOnlyDictionary<string, string[]> Good { get; }

    public static async Task<FuzzedWarren> StartAsync()
    {
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
        return new FuzzedWarren(host, instances);
    }

    public async Task<bool> MayStillCallAsync() => (await Host.GetAsync(Host.Instances)).Status == 200;

    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        Content.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>Whether the management API answers a path with a list: all of a kind, all of a kind in a vhost, or what belongs to one.</summary>
    private static bool IsList(string path) => path.Split('?')[0].Split('/') is ["vhosts" or "users" or "permissions"] or ["exchanges" or "queues", _] or [.., "source" or "bindings" or "permissions"];

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
