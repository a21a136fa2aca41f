using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;

namespace Warren.Engine.Broker;

/// <summary>
/// Opens the management API of a node, as Warren's own user. Connections stay open for the next call: a node is asked several questions at a time, and every few seconds, and a new connection
/// costs both sides more than the question.
/// </summary>
internal sealed class ManagementHttp : IDisposable
{
    /// <summary>A healthy node answers in milliseconds; one that does not in this time does not serve.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Longer than from one measurement to the next, shorter than the minute after which RabbitMQ closes it, which would fail a call that is just being sent.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    private static readonly HttpRequestOptionsKey<(BrokerPlan Plan, IPAddress Address)> Node = new("node");

    private readonly CertificateAuthority authority;
    private readonly INodeConnections connections;
    private readonly SocketsHttpHandler open;

    /// <param name="authority">Signs the brokers' certificates.</param>
    /// <param name="connections">Get to the nodes.</param>
    public ManagementHttp(CertificateAuthority authority, INodeConnections connections)
    {
        (this.authority, this.connections) = (authority, connections);
        open = new SocketsHttpHandler { UseProxy = false, UseCookies = false, ConnectTimeout = Patience, PooledConnectionIdleTimeout = Idle, ConnectCallback = ConnectAsync };
        open.SslOptions.RemoteCertificateValidationCallback = IsOurs;
    }

    public void Dispose() => open.Dispose();

    /// <param name="plan">The instance.</param>
    /// <param name="address">The node.</param>
    /// <param name="patience">How long a call may take; null: as long as a healthy node takes for an ordinary one.</param>
    public HttpClient Open(BrokerPlan plan, IPAddress address, TimeSpan? patience = null)
    {
        var credential = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{BrokerPlan.AgentUser}:{plan.AgentPassword.Reveal()}"));

        // Connections are told apart by the URL's host, which is of this instance alone: in two networks the same address may be two nodes. The certificate is for the header's.
        var place = $"{address}.{plan.InstanceId}.node";
        return new HttpClient(new OfNode(open, plan, address), disposeHandler: false)
        {
            BaseAddress = new Uri(plan.Tls ? $"https://{place}:{BrokerPlan.ManagementTlsPort}/" : $"http://{place}:{BrokerPlan.ManagementPort}/"),
            Timeout = patience ?? Patience,
            DefaultRequestHeaders = { Host = address.ToString(), Authorization = new AuthenticationHeaderValue("Basic", credential) },
        };
    }

    /// <summary>Whether a certificate was signed by this installation's authority.</summary>
    public bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.Add(authority.Certificate);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return own.Build(leaf);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = connections.NewSocket();
        try
        {
            context.InitialRequestMessage.Options.TryGetValue(Node, out var node);
            await socket.ConnectAsync(await connections.FindAsync(node.Plan, node.Address, context.DnsEndPoint.Port, ct), ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Says of each request which node it is for.</summary>
    private sealed class OfNode(HttpMessageHandler open, BrokerPlan plan, IPAddress address) : DelegatingHandler(open)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Options.Set(Node, (plan, address));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
