namespace Warren.Server.Telemetry;

/// <summary>The log on standard output.</summary>
internal static class LogSetup
{
    private const string TextTime = "HH:mm:ss.fff ";
    private const string JsonTime = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static void AddLog(this ILoggingBuilder logging, IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LogOptions>().BindConfiguration("Logging").ValidateDataAnnotations().ValidateOnStart();
        logging.ClearProviders();
        if (IsJson(configuration))
        {
            logging.AddJsonConsole(json =>
            {
                json.IncludeScopes = true;
                json.TimestampFormat = JsonTime;
                json.UseUtcTimestamp = true;
            });
        }
        else
        {
            logging.AddSimpleConsole(text =>
            {
                text.SingleLine = true;
                text.TimestampFormat = TextTime;
                text.UseUtcTimestamp = true;
            });
            logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // an activity for each call, whose scope only objects show
        }

        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error)
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None); // whoever asked tells of it
    }

    /// <summary>Whether each line is to be an object.</summary>
    public static bool IsJson(IConfiguration configuration) => string.Equals(configuration["Logging:Format"], nameof(LogFormat.Json), StringComparison.OrdinalIgnoreCase);
}
