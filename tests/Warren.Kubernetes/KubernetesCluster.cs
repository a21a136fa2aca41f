using Warren.Kubernetes.Controllers;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Kubelets;
using Warren.Kubernetes.Objects;
using Warren.Kubernetes.Operators;

namespace Warren.Kubernetes;

/// <summary>A whole stand-in cluster: API server, controllers, the operator, and a kubelet whose pods are pretended or real brokers.</summary>
public sealed class KubernetesCluster : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> parts = [];
    private readonly IPods pods;

    private KubernetesCluster(ApiServer server, IPods pods)
    {
        Server = server;
        this.pods = pods;
        server.Pods = new PodStreams(server.Cluster, pods);
        Volumes = Run(new VolumeController(server.Cluster));
        LoadBalancers = Run(new LoadBalancerController(server.Cluster));
        Run(new DisruptionController(server.Cluster));
        Run(new StatefulSetController(server.Cluster));
        Operator = new RabbitmqOperator(server.Cluster);
        Kubelet = new Kubelet(server.Cluster, pods) { StuckTerminating = Operator.IsWedged };
        Run(Operator);
        Run(Kubelet);
    }

    public ApiServer Server { get; }

    public VolumeController Volumes { get; }

    public LoadBalancerController LoadBalancers { get; }

    public RabbitmqOperator Operator { get; }

    public Kubelet Kubelet { get; }

    /// <summary>With pods that only say that they run.</summary>
    public static async Task<KubernetesCluster> StartAsync(ApiServerOptions? options = null)
    {
        var server = await ApiServer.StartAsync(options);
        return new KubernetesCluster(server, new PretendedPods(server.Cluster));
    }

    /// <summary>With pods that are brokers (Debian's package rabbitmq-server), which listen on loopback addresses.</summary>
    public static async Task<KubernetesCluster> StartWithBrokersAsync(ApiServerOptions? options = null)
    {
        if (MissingForBrokers is { } missing)
        {
            throw new InvalidOperationException(missing);
        }

        var server = await ApiServer.StartAsync(options);
        return new KubernetesCluster(server, new BrokerPods(server.Cluster));
    }

    /// <summary>What is missing on this machine for <see cref="StartWithBrokersAsync"/>, or null.</summary>
    public static string? MissingForBrokers => BrokerPods.MissingHere;

    /// <summary>Ends the process of a real pod at once; the kubelet starts it again.</summary>
    public Task KillAsync(string ns, string pod) =>
        pods is BrokerPods brokers ? brokers.KillAsync(Server.Cluster.Get(ResourceTypes.Pods, ns, pod)) : throw new InvalidOperationException("These pods are pretended.");

    public async ValueTask DisposeAsync()
    {
        parts.Reverse();
        foreach (var part in parts)
        {
            await part.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    private T Run<T>(T controller)
        where T : Controller
    {
        parts.Add(controller);
        controller.Start();
        return controller;
    }
}
