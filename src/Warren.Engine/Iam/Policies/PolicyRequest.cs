using System.Net;

namespace Warren.Engine.Iam.Policies;

/// <summary>What is asked, and what conditions can ask about it. Null: not known of this request.</summary>
public sealed record PolicyRequest
{
    /// <summary>In full, for example dms:instance:get.</summary>
    public required string Action { get; init; }

    public required ResourceName Resource { get; init; }

    public string? UserId { get; init; }

    public string? UserName { get; init; }

    public string? AccountName { get; init; }

    public string? ProjectId { get; init; }

    public string? ProjectName { get; init; }

    public string? EnterpriseProjectId { get; init; }

    public IPAddress? SourceIp { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The text of a condition key, or null.</summary>
    internal string? Text(string key) => key switch
    {
        ConditionKeys.UserId => UserId,
        ConditionKeys.UserName => UserName,
        ConditionKeys.DomainName => AccountName,
        ConditionKeys.ProjectId => ProjectId,
        ConditionKeys.ProjectName => ProjectName,
        ConditionKeys.EnterpriseProjectId => EnterpriseProjectId,
        ConditionKeys.SourceIp => SourceIp?.ToString(),
        ConditionKeys.CurrentTime => Time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ConditionKeys.MfaPresent => "false", // no second factor exists here
        _ => null,
    };
}
