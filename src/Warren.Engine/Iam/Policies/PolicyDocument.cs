namespace Warren.Engine.Iam.Policies;

/// <summary>A policy ("1.1") or a role ("1.0") as it was written, checked.</summary>
public sealed record PolicyDocument
{
    /// <summary>Version of a fine-grained policy.</summary>
    public const string PolicyVersion = "1.1";

    /// <summary>Version of a role, which may name the roles that it builds upon.</summary>
    public const string RoleVersion = "1.0";

    public required string Version { get; init; }

    public required IReadOnlyList<PolicyStatement> Statements { get; init; }

    /// <summary>Roles that go with this one; for whoever grants it, evaluation does not follow them.</summary>
    public IReadOnlyList<PolicyDependency> Depends { get; init; } = [];
}

/// <summary>A role that another one builds upon.</summary>
public sealed record PolicyDependency(string Catalog, string DisplayName);

/// <summary>One rule: what it allows or denies, on what, and when.</summary>
/// <param name="Effect">Allow or deny.</param>
/// <param name="Actions">Any of them; at least one.</param>
/// <param name="Resources">Any of them; none: every resource.</param>
/// <param name="Conditions">All of them; none: always.</param>
public sealed record PolicyStatement(
    PolicyEffect Effect, IReadOnlyList<ActionPattern> Actions, IReadOnlyList<ResourcePattern> Resources, IReadOnlyList<PolicyCondition> Conditions)
{
    /// <summary>Whether the statement speaks about the request at all.</summary>
    public bool Matches(PolicyRequest request) =>
        Actions.Any(a => a.Matches(request.Action))
        && (Resources.Count == 0 || Resources.Any(r => r.Matches(request.Resource)))
        && Conditions.All(c => c.Holds(request));
}

public enum PolicyEffect
{
    Allow,
    Deny,
}
