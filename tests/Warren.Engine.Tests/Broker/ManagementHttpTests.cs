using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Warren.Engine.Broker;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;

namespace Warren.Engine.Tests.Broker;

/// <summary>Connections to nodes stay open, each for its own node.</summary>
public sealed class ManagementHttpTests : IDisposable
{
    private static readonly IPAddress Address = IPAddress.Parse("10.0.0.9");
    private static readonly Uri Path = new("api/overview", UriKind.Relative);

    private readonly string folder = Directory.CreateTempSubdirectory("warren-test-").FullName;
    private readonly CertificateAuthority authority;
    private readonly Network network = new();
    private readonly ManagementHttp management;

    public ManagementHttpTests()
    {
        authority = CertificateAuthority.OpenOrCreate(folder, new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        management = new ManagementHttp(authority, network);
    }

    public void Dispose()
    {
        management.Dispose();
        authority.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_that_come_one_after_the_other_take_one_connection(bool tls)
    {
        await using var node = network.Add("one", tls ? CertificateFor(Address) : null);
        for (var call = 0; call < 3; call++)
        {
            Assert.Equal("one", await AskAsync("one", tls));
        }

        Assert.Equal(1, node.Connections);
    }

    [Fact]
    public async Task Two_instances_with_the_same_address_are_asked_each_at_its_own_node()
    {
        await using var one = network.Add("one");
        await using var other = network.Add("other");

        Assert.Equal("one", await AskAsync("one"));
        Assert.Equal("other", await AskAsync("other"));
        Assert.Equal("one", await AskAsync("one"));
    }

    [Fact]
    public async Task A_node_that_has_started_anew_is_asked_by_a_new_connection()
    {
        await using (network.Add("one"))
        {
            await AskAsync("one");
        }

        await using var again = network.Add("one");

        Assert.Equal("one", await AskAsync("one"));
        Assert.Equal(1, again.Connections);
    }

    [Fact]
    public async Task A_certificate_for_another_address_is_refused()
    {
        await using var node = network.Add("one", CertificateFor(IPAddress.Parse("10.0.0.10")));

        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync("one", tls: true));
    }

    private async Task<string> AskAsync(string instance, bool tls = false)
    {
        using var http = management.Open(Plan(instance, tls), Address);
        return await http.GetStringAsync(Path, TestContext.Current.CancellationToken);
    }

    private X509Certificate2 CertificateFor(IPAddress address)
    {
        var (certificate, key) = authority.IssueServer("instance", [], [address]);
        using var pem = X509Certificate2.CreateFromPem(certificate, key.Reveal());
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
    }

    private static BrokerPlan Plan(string instance, bool tls) => new()
    {
        InstanceId = instance,
        Addresses = [Address],
        Size = new NodeSize(1, 1, 1),
        StorageGb = 100,
        PublicAddress = null,
        RestartedSince = null,
        AccessUser = null,
        AccessPasswordHash = null,
        NewPassword = null,
        AgentPassword = new Secret("agent"),
        ErlangCookie = new Secret("cookie"),
        Tls = tls,
        ServedNodes = 0,
    };

    /// <summary>Nodes by instance; all have the same address.</summary>
    private sealed class Network : INodeConnections
    {
        private readonly Dictionary<string, Listening> nodes = new(StringComparer.Ordinal);

        public Listening Add(string instance, X509Certificate2? certificate = null) => nodes[instance] = new Listening(instance, certificate);

        public Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public ValueTask<IPEndPoint> FindAsync(BrokerPlan plan, IPAddress node, int port, CancellationToken ct) => new(nodes[plan.InstanceId].EndPoint);
    }

    /// <summary>Answers every request with its name, over as many connections as come.</summary>
    private sealed class Listening : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource over = new();
        private readonly List<Task> connections = [];
        private readonly string name;
        private readonly X509Certificate2? certificate;
        private readonly Task accepting;

        public Listening(string name, X509Certificate2? certificate)
        {
            (this.name, this.certificate) = (name, certificate);
            listener.Start();
            accepting = AcceptAsync();
        }

        public IPEndPoint EndPoint => (IPEndPoint)listener.LocalEndpoint;

        public int Connections => connections.Count;

        public async ValueTask DisposeAsync()
        {
            await over.CancelAsync();
            await accepting;
            await Task.WhenAll(connections);
            listener.Dispose();
            certificate?.Dispose();
            over.Dispose();
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    connections.Add(AnswerAsync(await listener.AcceptTcpClientAsync(over.Token)));
                }
            }
            catch (OperationCanceledException)
            {
                // it is over
            }
        }

        private async Task AnswerAsync(TcpClient client)
        {
            using var connection = client;
            try
            {
                Stream stream = client.GetStream();
                if (certificate is not null)
                {
                    var secured = new SslStream(stream);
                    await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, over.Token);
                    stream = secured;
                }

                using var reader = new StreamReader(stream, Encoding.ASCII);
                while (await reader.ReadLineAsync(over.Token) is { } line)
                {
                    if (line.Length == 0)
                    {
                        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {name.Length}\r\n\r\n{name}"), over.Token);
                    }
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or System.Security.Authentication.AuthenticationException)
            {
                // it is over, or the caller left
            }
        }
    }
}
