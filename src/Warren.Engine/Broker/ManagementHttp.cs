using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;

namespace Warren.Engine.Broker;

/// <summary>Opens the management API of a node, as Warren's own user.</summary>
/// <param name="authority">Signs the brokers' certificates.</param>
/// <param name="connections">Get to the nodes.</param>
internal sealed class ManagementHttp(CertificateAuthority authority, INodeConnections connections)
{
    /// <summary>A healthy node answers in milliseconds; one that does not in this time does not serve.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="plan">The instance.</param>
    /// <param name="address">The node.</param>
    /// <param name="patience">How long a call may take; null: as long as a healthy node takes for an ordinary one.</param>
    public HttpClient Open(BrokerPlan plan, IPAddress address, TimeSpan? patience = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, ConnectTimeout = Patience };
        handler.SslOptions.RemoteCertificateValidationCallback = IsOurs;
        handler.ConnectCallback = async (context, ct) =>
        {
            var socket = connections.NewSocket();
            try
            {
                await socket.ConnectAsync(await connections.FindAsync(plan, address, context.DnsEndPoint.Port, ct), ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
        var credential = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{BrokerPlan.AgentUser}:{plan.AgentPassword.Reveal()}"));
        return new HttpClient(handler, disposeHandler: true)
        {
            BaseAddress = new Uri(plan.Tls ? $"https://{address}:{BrokerPlan.ManagementTlsPort}/" : $"http://{address}:{BrokerPlan.ManagementPort}/"),
            Timeout = patience ?? Patience,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", credential) },
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
}
