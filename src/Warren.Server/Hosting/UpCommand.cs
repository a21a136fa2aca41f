using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Warren.Contract.Dms.V1;
using Warren.Engine.Hosting;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Server.Audit;
using Warren.Server.Ces;
using Warren.Server.Dms.V1;
using Warren.Server.Dms.V2;
using Warren.Server.Http;
using Warren.Server.Iam;
using Warren.Server.Iam.Administration;
using Warren.Server.Network;
using Warren.Server.Telemetry;

namespace Warren.Server.Hosting;

/// <summary>Runs the server in the foreground until SIGTERM or SIGINT.</summary>
internal static class UpCommand
{
    public const string DefaultUrls = "http://127.0.0.1:8672;https://127.0.0.1:8673";

    /// <summary>The largest request body (3.2 of the reference).</summary>
    private const long LargestBody = 12 * 1024 * 1024;

    /// <summary>A path and a query of the longest filters, percent-encoded.</summary>
    private const int LongestRequestLine = 16 * 1024;

    /// <summary>A security token with the longest policy, and everything else beside it.</summary>
    private const int LargestHead = 64 * 1024;

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(string roles, UpOptions options)
    {
        FilePermissions.MakePrivate();
        try
        {
            options = options with { Roles = CopyRoles.Parse(roles) };
            var data = new DataFolder(options.Data);
            using var single = ProcessLock.Take(data);
            await using var app = Build(options, data);
            await PrepareAsync(app, data);
            app.Lifetime.ApplicationStarted.Register(() => Welcome(app, data));
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (e is RuntimeUnavailableException or ArgumentException or OptionsValidationException or IOException or UnauthorizedAccessException
            || StoreFailure.IsUnavailable(e))
        {
            await Console.Error.WriteLineAsync($"warren: {e.GetBaseException().Message}");
            return 1;
        }
    }

    /// <summary>The whole program, not started. Tests build it too.</summary>
    internal static WebApplication Build(UpOptions options, DataFolder data)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Warren.Server" });
        builder.Configuration.AddEnvironmentVariables("WARREN_").AddInMemoryCollection(options.Settings);
        builder.Logging.AddLog(builder.Services, builder.Configuration);

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddWarrenEngine(data, options.FakeBrokers, options.StopBrokers, options.Roles);
        builder.Services.AddSingleton(_ => BootstrapOptions.Read(Environment.GetEnvironmentVariable));
        builder.Services.AddSingleton<InstallationFacts>();
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddSingleton<KnownActions>();
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.AddProxies();
        builder.Services.AddRateLimits();
        builder.Services.AddMemory<RememberedAnswers.Answer>(RememberedAnswers.Most);
        builder.Services.AddApiDescription();
        builder.AddConsole();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            foreach (var context in WireContexts.All.Reverse())
            {
                json.SerializerOptions.TypeInfoResolverChain.Insert(0, context);
            }

            json.SerializerOptions.Encoder = DmsV1Json.Wire.Options.Encoder;
        });

        var urls = options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        builder.WebHost.UseUrls(urls);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            var limits = kestrel.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxConcurrentConnections = limits.Connections;
            kestrel.Limits.RequestHeadersTimeout = limits.HeadTimeout;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
            kestrel.Limits.MaxRequestHeadersTotalSize = LargestHead;
            var brought = builder.Configuration.GetSection("Kestrel:Certificates:Default").Exists();
            kestrel.ConfigureHttpsDefaults(https =>
            {
                https.SslProtocols = TlsChoice.Protocols;
                https.OnAuthenticate = (_, tls) => tls.CipherSuitesPolicy = TlsChoice.Suites;
                if (!brought)
                {
                    https.ServerCertificate ??= ServerCertificate.Load(data, kestrel.ApplicationServices.GetRequiredService<CertificateAuthority>(), urls, TimeProvider.System);
                }
            });
        });

        options.Services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseProxies();
        app.UseRequestId();
        app.UseSecurityHeaders();
        app.UseRuntimeHeader();
        if (options.Roles.Api)
        {
            app.UseConsole();
        }

        app.UseErrorHandling();
        app.UsePathAliases();
        app.UseRouting();
        app.UseRateLimits();
        app.UseSettledAnswers();
        app.UseAudit();
        app.UseWarrenAuthentication();
        app.MapHealth();
        app.MapMetrics();
        if (!options.Roles.Api)
        {
            return app;
        }

        app.MapApiDescription();
        app.MapVersions();
        app.MapTokens();
        app.MapProjects();
        app.MapIamAdministration();
        app.MapInstancesV1();
        app.MapReferenceDataV1();
        app.MapQuotasV1();
        app.MapInstancesV2();
        app.MapSpecificationV2();
        app.MapReferenceDataV2();
        app.MapTopology();
        app.MapBrokerUsers();
        app.MapPlugins();
        app.MapRecycle();
        app.MapDefinitions();
        app.MapVolumeExpansion();
        app.MapTags();
        app.MapTasks();
        app.MapScheduledTasks();
        app.MapCesHierarchy();
        app.MapCapabilities();
        app.MapOrphans();
        app.MapPassword();
        app.MapCertificate();
        app.MapNetworkServices();
        app.MapTraces();
        app.MapMetricData();
        return app;
    }

    /// <summary>Brings the store up to date, makes the first account on the first start, and reads what never changes.</summary>
    internal static async Task PrepareAsync(WebApplication app, DataFolder data)
    {
        var facts = app.Services.GetRequiredService<InstallationFacts>();
        if (app.Services.GetRequiredService<IOptions<StoreOptions>>().Value.Provider == StoreProvider.Sqlite && SqliteGlance.Look(data.Database) is { } known
            && known.Runtime == app.Services.GetRequiredService<IBrokerRuntime>().Name)
        {
            facts.Set(known.Region, known.Zones);
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<StoreContext>();
        await store.MigrateAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<Bootstrap>().RunAsync(first => CredentialsFile.From(first).Write(data), CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<SharedAuthority>().ShareAsync(CancellationToken.None);
        var installation = await store.Installations.AsNoTracking().SingleAsync();
        var zones = await store.Zones.AsNoTracking().OrderBy(z => z.Ordinal).ToListAsync();
        facts.Set(installation.Region, zones);
    }

    private static void Welcome(WebApplication app, DataFolder data)
    {
        var urls = app.Services.GetRequiredService<PublicAddress>().ListeningOn();
        var file = CredentialsFile.Read(data);
        if (file is not null && file.Url != urls[0])
        {
            file = file with { Url = urls[0] };
            file.Write(data);
        }

        if (LogSetup.IsJson(app.Configuration))
        {
            Log.Serves(app.Logger, string.Join(", ", urls), data.Root); // nothing but objects, and no secrets in the log
        }
        else
        {
            Console.WriteLine(WelcomeScreen.Text(urls, file, data, app.Services.GetRequiredService<IBrokerRuntime>().Name));
        }
    }
}

/// <summary>How the server is started.</summary>
internal sealed record UpOptions
{
    /// <summary>As ASP.NET's urls.</summary>
    public string Urls { get; init; } = UpCommand.DefaultUrls;

    /// <summary>The data folder.</summary>
    public string Data { get; init; } = DataFolder.DefaultPath();

    public bool FakeBrokers { get; init; }

    public bool StopBrokers { get; init; }

    /// <summary>What this copy does.</summary>
    public CopyRoles Roles { get; init; } = CopyRoles.Both;

    /// <summary>Settings that win over the environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The last word on what is registered; for tests, which put in a clock that they move.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}
