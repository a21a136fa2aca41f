namespace Warren.Engine.Iam.Roles;

/// <summary>A role given to a group or a user, somewhere.</summary>
public sealed class RoleGrant
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>To whom: this or <see cref="UserId"/>.</summary>
    public string? GroupId { get; init; }

    public string? UserId { get; init; }

    /// <summary>Of the system, or of a <see cref="CustomPolicy"/>.</summary>
    public required string RoleId { get; init; }

    public required GrantScope Scope { get; init; }

    /// <summary>The project's or the enterprise project's id; the account's for the other two.</summary>
    public required string ScopeId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Where a grant is good.</summary>
public enum GrantScope
{
    /// <summary>In the account as a whole: what belongs to no project, such as users.</summary>
    Account = 0,

    /// <summary>In one project.</summary>
    Project = 1,

    /// <summary>In every project, present and future.</summary>
    AllProjects = 2,

    /// <summary>On what belongs to one enterprise project, in every project.</summary>
    EnterpriseProject = 3,
}
