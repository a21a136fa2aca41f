using System.ComponentModel.DataAnnotations;
using OpenTelemetry.Exporter;

namespace Warren.Server.Telemetry;

/// <summary>Traces and metrics of Warren itself. Section <c>Telemetry</c>. Both are off unless they are asked for.</summary>
public sealed record TelemetryOptions : IValidatableObject
{
    /// <summary>A token that is shorter could be guessed.</summary>
    private const int ShortestToken = 16;

    /// <summary>
    /// Where traces go, as http or https URL: of an OTLP receiver, for <see cref="OtlpProtocol"/> HttpProtobuf with its path, as in http://collector:4318/v1/traces.
    /// Default: none, and then there are no traces.
    /// </summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>HttpProtobuf, the default, or Grpc.</summary>
    [EnumDataType(typeof(OtlpExportProtocol))]
    public OtlpExportProtocol OtlpProtocol { get; init; } = OtlpExportProtocol.HttpProtobuf;

    /// <summary>The part of the requests that is traced, where the caller has not decided it by a traceparent. 0 to 1, default 1.</summary>
    [Range(0.0, 1.0)]
    public double TraceRatio { get; init; } = 1;

    /// <summary>What Prometheus has to show as a bearer token at /metrics, 16 characters or more. Default: none, and then there is no /metrics.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>A file with the same; wins over <see cref="MetricsToken"/>.</summary>
    public string? MetricsTokenFile { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OtlpEndpoint is { } endpoint && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https"))
        {
            yield return new ValidationResult("Telemetry:OtlpEndpoint must be a URL with http or https, such as http://collector:4318/v1/traces.", [nameof(OtlpEndpoint)]);
        }

        if (TryReadToken(out var token) is { } problem)
        {
            yield return new ValidationResult(problem, [nameof(MetricsTokenFile)]);
        }
        else if (token is { Length: < ShortestToken })
        {
            yield return new ValidationResult($"Telemetry:MetricsToken, or the file of Telemetry:MetricsTokenFile, must hold {ShortestToken} characters or more.", [nameof(MetricsToken)]);
        }
    }

    public override string ToString() => $"TelemetryOptions {{ OtlpEndpoint = {OtlpEndpoint} }}";

    /// <summary>The token; null: there is none.</summary>
    /// <returns>Why it cannot be read, or null.</returns>
    internal string? TryReadToken(out string? token)
    {
        token = string.IsNullOrEmpty(MetricsToken) ? null : MetricsToken;
        if (string.IsNullOrEmpty(MetricsTokenFile))
        {
            return null;
        }

        try
        {
            token = File.ReadAllText(MetricsTokenFile).Trim();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Telemetry:MetricsTokenFile cannot be read: {e.Message}";
        }
    }
}
