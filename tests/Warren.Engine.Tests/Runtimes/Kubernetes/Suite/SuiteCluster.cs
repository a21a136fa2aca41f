using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Kubernetes;
using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Runtimes.Kubernetes.Connections;
using Warren.Engine.Security;
using Warren.Engine.Tests.Runtimes.Kubernetes.World;
using Warren.Kubernetes;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.Suite;

/// <summary>
/// The cluster that the suite runs on: the one of the kubeconfig in WARREN_TEST_KUBECONFIG, with the image in WARREN_TEST_IMAGE if there is one, or else a stand-in whose
/// pods are real brokers. Warren and its clients reach brokers through the API server. What was made is removed at the end, and the namespaces with it.
/// </summary>
public sealed class SuiteCluster : IAsyncLifetime
{
    private static readonly TimeSpan PatienceForAddress = TimeSpan.FromSeconds(30);

    private KubernetesCluster? stand;
    private OnCluster? warren;
    private ClusterAccess? access;
    private PortForwards? forwards;
    private Lazy<Task<string>> lone = null!;
    private Lazy<Task<string>> trio = null!;

    private static string? Kubeconfig => Environment.GetEnvironmentVariable("WARREN_TEST_KUBECONFIG") is { Length: > 0 } file ? file : null;

    private static string? Image => Environment.GetEnvironmentVariable("WARREN_TEST_IMAGE") is { Length: > 0 } name ? name : null;

    /// <summary>Why it cannot run on this machine, or null.</summary>
    public static string? MissingHere => Kubeconfig is null ? KubernetesCluster.MissingForBrokers : null;

    internal Preflight Preflight { get; private set; } = null!;

    internal EngineOnCluster Warren => warren!;

    internal ClusterApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (MissingHere is not null)
        {
            return;
        }

        stand = Kubeconfig is null ? await KubernetesCluster.StartWithBrokersAsync() : null;
        var kubeconfig = stand?.Server.Kubeconfig() ?? await File.ReadAllTextAsync(Kubeconfig!);
        await OpenAsync(kubeconfig);
        Say("found", Preflight.Found);
        Say("MISSING", Preflight.Missing);
        if (!Preflight.IsGood)
        {
            return;
        }

        forwards = new PortForwards(access!, NullLogger.Instance);
        warren = new OnCluster(this);
        await warren.StartAsync(Kubeconfig, kubeconfig);
        lone = new(() => warren.RunAsync());
        trio = new(() => warren.RunAsync(warren.TrioOrder() with { TlsEnabled = true }));
    }

    /// <summary>An instance of one node, without TLS, made when first asked for.</summary>
    public Task<string> LoneAsync() => lone.Value;

    /// <summary>One of three nodes, with TLS.</summary>
    public Task<string> TrioAsync() => trio.Value;

    /// <summary>A line for whoever runs it on a cluster of his own.</summary>
    public static void Say(string what, IEnumerable<string> lines)
    {
        if (Kubeconfig is not null)
        {
            foreach (var line in lines)
            {
                Console.WriteLine($"{what}: {line}");
            }
        }
    }

    internal async Task<IReadOnlyList<KubeObject>> PodsAsync(string id) =>
        [.. (await Api.ListAsync(ResourceKind.Pod, Warren.Place, $"{ObjectNames.ClusterLabel}={ObjectNames.Cluster(id)}", CancellationToken.None)).Items.OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>As a client does, to one of the nodes. With TLS the name of the operator's service has to be in a certificate of Warren's authority.</summary>
    public async Task<IConnection> ConnectAsync(string id, int node = 0, string? password = null)
    {
        var tls = (await Warren.Engine.FindAsync(id))!.TlsEnabled;
        var reached = forwards!.To(Warren.Place, ObjectNames.Pod(id, node), tls ? 5671 : 5672);
        var order = Warren.Engine.Order();
        return await new ConnectionFactory
        {
            HostName = reached.Address.ToString(),
            Port = reached.Port,
            UserName = order.AccessUser!,
            Password = password ?? order.Password!,
            AutomaticRecoveryEnabled = false,
            Ssl = new SslOption { Enabled = tls, ServerName = $"{ObjectNames.Cluster(id)}.{Warren.Place}.svc", CertificateValidationCallback = IsOfAuthority },
        }.CreateConnectionAsync("suite", TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (warren is not null)
        {
            await warren.HaltAsync();
            try
            {
                await RemoveAsync(warren.Place);
            }
            finally
            {
                await warren.DisposeAsync();
            }
        }

        forwards?.Dispose();
        access?.Client.Dispose();
        await (stand?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task OpenAsync(string kubeconfig)
    {
        var folder = Directory.CreateTempSubdirectory("warren-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "kubeconfig");
            await File.WriteAllTextAsync(file, kubeconfig);
            access = ClusterAccess.Open(new KubernetesOptions { Kubeconfig = Kubeconfig ?? file });
            Api = new ClusterApi(access);
            Preflight = await Preflight.LookAsync(access, Image, PatienceForAddress, CancellationToken.None);
        }
        catch (RuntimeUnavailableException e)
        {
            Preflight = new([], [e.Message], null, null, null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Cluster objects first: the operator takes their finalizers away, and needs its own objects in the namespace for that.</summary>
    private async Task RemoveAsync(string place)
    {
        foreach (var left in (await Api.ListAsync(ResourceKind.Cluster, place, "", CancellationToken.None)).Items)
        {
            await Api.DeleteAsync(ResourceKind.Cluster, place, left.Name, CancellationToken.None);
        }

        await Api.DeleteAsync(ResourceKind.Namespace, place, place, CancellationToken.None);
        var began = TimeProvider.System.GetTimestamp();
        while (await Api.FindAsync(ResourceKind.Namespace, null, place, CancellationToken.None) is not null)
        {
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMinutes(5))
            {
                throw new TimeoutException($"Namespace {place} does not go: kubectl get all -n {place} says what is in it.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        Say("removed", [$"namespace {place} with all that was in it"]);
    }

    private bool IsOfAuthority(object sender, X509Certificate? certificate, X509Chain? chain, System.Net.Security.SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(System.Net.Security.SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.Add(Warren.Engine.Get<CertificateAuthority>().Certificate);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return own.Build(leaf);
    }

    /// <summary>Warren itself.</summary>
    private sealed class OnCluster(SuiteCluster suite) : EngineOnCluster(TimeSpan.FromMinutes(Kubeconfig is null ? 5 : 15), TimeSpan.FromMilliseconds(250))
    {
        protected override string Trouble => suite.stand is { } stand ? $"; operator: {stand.Operator.LastError}; kubelet: {stand.Kubelet.LastError}" : "";

        public Task StartAsync(string? file, string kubeconfig)
        {
            List<(string, string)> settings = [("Kubernetes:Reach", "PortForward"), ("Kubernetes:CpuRequest", "0.05"), ("Kubernetes:MemoryShare", "0.25"), ("Reconcile:ResyncInterval", "00:00:05")];
            if (file is not null)
            {
                settings.Add(("Kubernetes:Kubeconfig", Path.GetFullPath(file)));
            }

            if (Image is { } image)
            {
                settings.Add(("Kubernetes:Image", image));
            }

            if (suite.Preflight.PublicAddress is { } address)
            {
                settings.Add(("Network:PublicAddressRange", $"{string.Join('.', address.ToString().Split('.')[..2])}.0.0/16"));
            }

            return StartAsync(kubeconfig, settings, _ => { });
        }

        protected override async Task<string> LookAsync(string id) =>
            (await suite.Api.FindAsync(ResourceKind.Cluster, Place, ObjectNames.Cluster(id), CancellationToken.None))?.At("status")?.ToJsonString() ?? "no cluster object";
    }
}
