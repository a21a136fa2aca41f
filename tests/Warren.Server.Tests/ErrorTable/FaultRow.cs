using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes;
using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.ErrorTable;

/// <summary>One row of table 5-7, error_code of an instance: what sets it, or why nothing does.</summary>
/// <param name="Code">For example public.00.0001.</param>
/// <param name="Meaning">As the reference has it.</param>
/// <param name="Words">What or why, for the document.</param>
/// <param name="Provoke">Brings an instance there and gives its id and the status that it has then; null: never.</param>
internal sealed record FaultRow(string Code, string Meaning, string Words, Func<WarrenHost, Task<(string Id, string Status)>>? Provoke = null)
{
    private const string Spare = "Never: public.00.0001 is the one that is set.";
    private const string Network = "Never: an instance uses networks that exist, and creates none.";
    private const string Machines = "Never: brokers are processes of this machine or pods; no virtual machine is made for one.";

    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new("public.00.0001", "Internal error", "FAULTY: the data of an instance that has served is gone. It is not replaced by an empty broker.", async host =>
        {
            var id = await host.RunAsync();
            host.Brokers.ApplyFailure = new BrokerDataMissingException("its data is gone");
            host.Brokers.Kill(id);
            return (id, "FAULTY");
        }),
        new("public.00.0002", "Internal error", Spare),
        new("public.00.0003", "Internal error", Spare),
        new("public.00.0004", "VPC could not be created", Network),
        new("public.00.0005", "Security group could not be created", Network),
        new("public.00.0006", "Subnet could not be created", Network),
        new("public.00.0007", "Subnet is in an abnormal state", Network),
        new("public.00.0008", "Machine could not be created", Machines),
        new("public.00.0009", "Machine could not be created", Machines),
        new("public.00.0010", "Machine could not be created", "On Kubernetes. CREATEFAILED, FAULTY or RESIZING FAILED: a claim is not bound to a volume, or the cluster refuses a pod.", host => CreationFailsAsync(host, "public.00.0010")),
        new("public.00.0011", "Network card could not be bound to the machine", Machines),
        new("public.00.0013", "Machine could not be started", "On Kubernetes. CREATEFAILED, FAULTY or RESIZING FAILED: a pod does not get its image, or ends again and again.", host => CreationFailsAsync(host, "public.00.0013")),
        new("public.00.0014", "Machine could not be started", Machines),
        new("public.00.0015", "Machine could not be stopped", "On Kubernetes. FAULTY or RESIZING FAILED: a pod was asked to end longer ago than Kubernetes:StuckAfter, and does not.", host => FaultyAsync(host, "public.00.0015")),
        new("public.00.0018", "Machine could not be created: resources are short", "On Kubernetes. CREATEFAILED, FAULTY or RESIZING FAILED: a pod finds no place on the cluster, or a quota is used up.", host => CreationFailsAsync(host, "public.00.0018")),
        new("public.00.0024", "Deployment failed", "CREATEFAILED: the brokers of a new instance did not come to serve within Reconcile:CreateTimeout.", async host =>
        {
            host.Brokers.CheckAnswer = ServiceCheck.Failed("it boots for ever");
            return (await host.CreateAsync(host.Order()), "CREATEFAILED");
        }),
        new("public.00.0025", "Some nodes are faulty", "FAULTY: a node of a cluster ended and does not start again; the others serve.", async host =>
        {
            var id = await host.RunAsync(InstanceSteps.ClusterOf3);
            host.Brokers.ApplyFailure = new IOException("it does not start");
            host.Brokers.Kill(id, 1);
            return (id, "FAULTY");
        }),
        new("public.00.0042", "Instance cannot be reached", "FAULTY: an instance that has served does not answer, or its only node ended. RESIZING FAILED: a change did not come to its end within Reconcile:ChangeTimeout.", async host =>
        {
            var id = await host.RunAsync();
            host.Brokers.CheckAnswer = ServiceCheck.Failed("it is silent");
            host.Brokers.Kill(id);
            return (id, "FAULTY");
        }),
    ];

    /// <summary>A Warren that gives up a creation soon, and looks often.</summary>
    public static Task<WarrenHost> StartAsync() =>
        WarrenHost.StartAsync(services => services.AddSingleton(Options.Create(new ReconcileOptions { CreateTimeout = TimeSpan.FromSeconds(2), ResyncInterval = TimeSpan.FromSeconds(1) })));

    /// <summary>As a runtime says it that knows the code of a reason.</summary>
    private static async Task<(string Id, string Status)> CreationFailsAsync(WarrenHost host, string code)
    {
        host.Brokers.CheckAnswer = ServiceCheck.Failed("the runtime says why") with { Code = code };
        return (await host.CreateAsync(host.Order()), "CREATEFAILED");
    }

    private static async Task<(string Id, string Status)> FaultyAsync(WarrenHost host, string code)
    {
        var id = await host.RunAsync();
        host.Brokers.CheckAnswer = ServiceCheck.Failed("the runtime says why") with { Code = code };
        return (id, "FAULTY");
    }
}
