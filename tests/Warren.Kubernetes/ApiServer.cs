using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Warren.Kubernetes.Access;
using Warren.Kubernetes.Controllers;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes;

/// <summary>
/// The stand-in of a Kubernetes API server: on a port of 127.0.0.1 that the kernel chose, with its objects in memory. It answers as a real one of 1.34 was seen
/// to, and misbehaves on demand (<see cref="Faults"/>). Nothing of it is left once it is disposed.
/// </summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly ApiServerOptions options;
    private readonly Tokens tokens = new();
    private readonly ApiHandler handler;
    private readonly X509Certificate2? certificate;
    private readonly List<Controller> controllers = [];
    private WebApplication? app;
    private int port;

    private ApiServer(ApiServerOptions options)
    {
        this.options = options;
        Cluster = new Cluster(options.Clock);
        handler = new ApiHandler(Cluster, options, Faults, tokens);
        AdminToken = tokens.Issue(new ApiUser("kubernetes-admin", [ApiUser.Masters, "system:authenticated"]));
        certificate = options.Tls ? Certificate(options.Clock) : null;
    }

    /// <summary>Its objects, for what stands in for other parts of a cluster, and for tests.</summary>
    public Cluster Cluster { get; }

    public Faults Faults { get; } = new();

    /// <summary>A token that may do anything.</summary>
    public string AdminToken { get; }

    /// <summary>Without a slash at the end.</summary>
    public Uri Url => new($"{(options.Tls ? "https" : "http")}://127.0.0.1:{port}");

    /// <summary>What its certificate is trusted by, as PEM; null without TLS.</summary>
    public string? AuthorityPem => certificate?.ExportCertificatePem();

    public static async Task<ApiServer> StartAsync(ApiServerOptions? options = null)
    {
        ApiServer server = new(options ?? new());
        Beginning.Fill(server.Cluster, server.options);
        if (server.options.HasControllers)
        {
            server.Add(new GarbageCollector(server.Cluster));
            server.Add(new NamespaceController(server.Cluster));
            server.Add(new QuotaController(server.Cluster));
        }

        server.Definitions = new DefinitionController(server.Cluster);
        server.Add(server.Definitions);
        await server.ListenAsync();
        return server;
    }

    /// <summary>What establishes definitions of custom kinds.</summary>
    public DefinitionController Definitions { get; private set; } = null!;

    /// <summary>A token of a user who may do what roles and bindings say.</summary>
    public string TokenOf(ApiUser user) => tokens.Issue(user);

    /// <summary>The token is not known any more.</summary>
    public void Revoke(string token) => tokens.Revoke(token);

    /// <summary>Listens again, on the same port, after <see cref="RefuseAsync"/>.</summary>
    public async Task ListenAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(o => o.ShutdownTimeout = TimeSpan.Zero);
        app = builder.Build();
        app.UseWebSockets();
        app.Run(handler.HandleAsync);
        await app.StartAsync();
        port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
    }

    /// <summary>Breaks all connections and refuses new ones, until <see cref="ListenAsync"/>.</summary>
    public async Task RefuseAsync()
    {
        if (app is not null)
        {
            Faults.CutWatches();
            await app.StopAsync();
            await app.DisposeAsync();
            app = null;
        }
    }

    /// <summary>Starts anew: connections break, objects stay, and what changed before cannot be watched or paged through any more.</summary>
    public async Task RestartAsync()
    {
        await RefuseAsync();
        Cluster.Store.Expire();
        await ListenAsync();
    }

    /// <summary>Text of a kubeconfig.</summary>
    /// <param name="token">Null for the administrator's.</param>
    /// <param name="ns">Namespace of its context; null for none.</param>
    public string Kubeconfig(string? token = null, string? ns = null) => $$"""
        apiVersion: v1
        kind: Config
        current-context: stand-in
        clusters:
        - name: stand-in
          cluster:
            server: {{Url.AbsoluteUri.TrimEnd('/')}}
        {{(AuthorityPem is null ? "" : $"    certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(AuthorityPem))}")}}
        contexts:
        - name: stand-in
          context:
            cluster: stand-in
            user: stand-in
        {{(ns is null ? "" : $"    namespace: {ns}")}}
        users:
        - name: stand-in
          user:
            token: {{token ?? AdminToken}}
        """;

    public async ValueTask DisposeAsync()
    {
        await RefuseAsync();
        foreach (var controller in controllers)
        {
            await controller.DisposeAsync();
        }

        certificate?.Dispose();
    }

    internal IPodStreams? Pods
    {
        set => handler.Pods = value;
    }

    private void Add(Controller controller)
    {
        controllers.Add(controller);
        controller.Start();
    }

    private static X509Certificate2 Certificate(TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var made = request.CreateSelfSigned(clock.GetUtcNow().AddDays(-1), clock.GetUtcNow().AddYears(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
