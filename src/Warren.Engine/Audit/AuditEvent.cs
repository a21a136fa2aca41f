namespace Warren.Engine.Audit;

/// <summary>Who did what, on which, from where, and what came of it. Never what was in the body.</summary>
public sealed class AuditEvent
{
    /// <summary>A version 7 UUID without hyphens: sorts by time.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The account that may read it.</summary>
    public required string AccountId { get; init; }

    public required string AccountName { get; init; }

    /// <summary>Null: about the account as a whole.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Null: nobody was proven.</summary>
    public string? UserId { get; init; }

    /// <summary>Of a refused sign-in, the name that was given.</summary>
    public string? UserName { get; init; }

    /// <summary>Of a signed request.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The permission that the call needs, such as dms:instance:create; of calls that need none, a name of the same form.</summary>
    public required string Action { get; init; }

    /// <summary>The second part of the action, or what the call is about.</summary>
    public required string ResourceType { get; init; }

    public string? ResourceId { get; init; }

    public string? ResourceName { get; init; }

    public required string Method { get; init; }

    /// <summary>Without the query; at most 256 characters.</summary>
    public required string Path { get; init; }

    /// <summary>HTTP status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>Of a refusal, the code in the answer.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Of a refusal, the message in the answer; at most 512 characters.</summary>
    public string? Message { get; init; }

    public string? SourceIp { get; init; }

    /// <summary>At most 256 characters.</summary>
    public string? UserAgent { get; init; }

    public required string RequestId { get; init; }
}
