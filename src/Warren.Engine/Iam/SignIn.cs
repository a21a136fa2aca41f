namespace Warren.Engine.Iam;

/// <summary>A request for a token: who, proven how, and for which scope. Exactly the variants of what real clients need that Warren serves.</summary>
public sealed record SignIn
{
    public string? UserId { get; init; }

    public string? UserName { get; init; }

    public string? AccountId { get; init; }

    public string? AccountName { get; init; }

    public string? Password { get; init; }

    /// <summary>Signs in with an earlier token instead of a password.</summary>
    public string? Token { get; init; }

    /// <summary>The address that the request came from.</summary>
    public string? Source { get; init; }

    public SignInScope Scope { get; init; } = new();

    public override string ToString() => $"SignIn {{ User = {UserId ?? UserName} }}";
}

/// <summary>The scope asked for; all members null means none.</summary>
public sealed record SignInScope
{
    public string? ProjectId { get; init; }

    public string? ProjectName { get; init; }

    public string? ProjectAccountId { get; init; }

    public string? ProjectAccountName { get; init; }

    public string? AccountId { get; init; }

    public string? AccountName { get; init; }

    public bool AsksProject => ProjectId is not null || ProjectName is not null;

    public bool AsksAccount => AccountId is not null || AccountName is not null;
}
