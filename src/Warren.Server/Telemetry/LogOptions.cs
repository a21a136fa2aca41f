using System.ComponentModel.DataAnnotations;

namespace Warren.Server.Telemetry;

/// <summary>How Warren writes its log, to standard output. Section <c>Logging</c>, which has the framework's own settings too, such as <c>Logging:LogLevel:Warren</c>.</summary>
public sealed record LogOptions
{
    /// <summary>Text: a line for people; Json: an object in each line, with the request's id and the trace's, for other programs. Default Text.</summary>
    [EnumDataType(typeof(LogFormat))]
    public LogFormat Format { get; init; }
}

/// <summary>Forms of the log.</summary>
public enum LogFormat
{
    Text = 0,
    Json = 1,
}
