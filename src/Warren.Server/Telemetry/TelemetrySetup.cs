using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Warren.Engine.Errors;
using Warren.Engine.Metrics;
using Warren.Engine.Telemetry;
using Warren.Server.Iam;

namespace Warren.Server.Telemetry;

/// <summary>Traces over OTLP and metrics for Prometheus, each only where the settings ask for it.</summary>
internal static class TelemetrySetup
{
    public const string MetricsPath = "/metrics";

    private const string ServiceName = "warren";
    private const string Bearer = "Bearer ";

    /// <param name="services">Where to.</param>
    /// <param name="configuration">Read now, since it decides what is registered; what is wrong in it is said at the start like that of any other option.</param>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelemetryOptions>().BindConfiguration("Telemetry").ValidateDataAnnotations().ValidateOnStart();
        var section = configuration.GetSection("Telemetry");
        var traced = !string.IsNullOrEmpty(section[nameof(TelemetryOptions.OtlpEndpoint)]);
        var metered = IsMetered(section);
        if (!traced && !metered)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(ServiceName, serviceInstanceId: Environment.MachineName));
        if (traced)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(EngineTrace.Source)
                .AddAspNetCoreInstrumentation(asp => asp.Filter = http => http.Request.Path.Value is not ("/healthz" or "/readyz" or MetricsPath))
                .SetSampler(provider => new ParentBasedSampler(new TraceIdRatioBasedSampler(Options(provider).TraceRatio)))
                .AddOtlpExporter());
            services.AddOptions<OpenTelemetry.Exporter.OtlpExporterOptions>().Configure<IOptions<TelemetryOptions>>((otlp, options) =>
            {
                otlp.Endpoint = options.Value.OtlpEndpoint!;
                otlp.Protocol = options.Value.OtlpProtocol;
            });
        }

        if (metered)
        {
            services.AddHostedService<StoreCensus>();
            telemetry.WithMetrics(metrics => metrics.AddMeter(EngineMeters.Name).AddAspNetCoreInstrumentation().AddPrometheusExporter());
        }

        return services;
    }

    /// <summary>/metrics, to whoever shows the token. It is not in the description of the API.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        if (!IsMetered(app.Configuration.GetSection("Telemetry")))
        {
            return;
        }

        app.Services.GetRequiredService<IOptions<TelemetryOptions>>().Value.TryReadToken(out var token);
        var wanted = SHA256.HashData(Encoding.UTF8.GetBytes(token ?? ""));
        app.MapPrometheusScrapingEndpoint(MetricsPath).AllowsAnyone().Add(endpoint =>
        {
            var scrape = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http => Shows(http, wanted) ? WriteAsync(http, scrape) : throw new WarrenException(DmsErrors.TokenInvalid);
        });
    }

    /// <summary>What is known of brokers, before what the meters know of Warren: that may end with a mark after which nothing is read.</summary>
    private static async Task WriteAsync(HttpContext http, RequestDelegate scrape)
    {
        var answer = http.Response.Body;
        using var own = new MemoryStream();
        http.Response.Body = own;
        try
        {
            await scrape(http);
        }
        finally
        {
            http.Response.Body = answer;
        }

        if (http.Response.StatusCode == StatusCodes.Status200OK)
        {
            await http.Response.WriteAsync(BrokerSeries.Text(http.RequestServices.GetRequiredService<LastSamples>().Now()), http.RequestAborted);
        }

        own.Position = 0;
        await own.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static bool Shows(HttpContext http, byte[] wanted)
    {
        var shown = http.Request.Headers.Authorization.ToString();
        return shown.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown[Bearer.Length..].Trim())), wanted);
    }

    private static bool IsMetered(IConfigurationSection section) =>
        !string.IsNullOrEmpty(section[nameof(TelemetryOptions.MetricsToken)]) || !string.IsNullOrEmpty(section[nameof(TelemetryOptions.MetricsTokenFile)]);

    private static TelemetryOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<TelemetryOptions>>().Value;
}
