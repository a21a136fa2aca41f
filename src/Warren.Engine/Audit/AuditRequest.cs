namespace Warren.Engine.Audit;

/// <summary>What is known of a call before anybody looked at it.</summary>
public sealed record AuditRequest
{
    /// <inheritdoc cref="AuditEvent.Action"/>
    public required string Action { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>The id in the path that the call is about; null when there is none, as in a creation.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The status of the answer if all goes well.</summary>
    public required int ExpectedStatus { get; init; }

    public string? SourceIp { get; init; }

    public string? UserAgent { get; init; }

    public required string RequestId { get; init; }

    public string ResourceType => Action.Split(':') is [_, var type, ..] ? type : Action;
}
