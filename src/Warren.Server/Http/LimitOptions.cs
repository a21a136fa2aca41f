using System.ComponentModel.DataAnnotations;

namespace Warren.Server.Http;

/// <summary>How much one caller may ask for. Section <c>Limits</c>. Counted by each copy of Warren for itself.</summary>
public sealed record LimitOptions
{
    /// <summary>Requests per second of one address; twice as many at once. 0 to 1,000,000, default 500; 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerSecondPerAddress { get; init; } = 500;

    /// <summary>Requests per second of one account, from wherever; twice as many at once. 0 to 1,000,000, default 1000; 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerSecondPerAccount { get; init; } = 1000;

    /// <summary>Calls of POST /v3/auth/tokens per minute of one address, each of which may cost a password hash. 0 to 1,000,000, default 240; 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int SignInsPerMinutePerAddress { get; init; } = 240;

    /// <summary>Open connections, all together. 1 to 1,000,000, default 10,000; more are closed as they come.</summary>
    [Range(1, 1_000_000)]
    public int Connections { get; init; } = 10_000;

    /// <summary>How long a caller may take over the head of a request. 1 s to 10 min, default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
