namespace Warren.Engine.Iam;

/// <summary>An account (the API says domain): owns users, projects and everything in them.</summary>
public sealed class Account
{
    /// <summary>32 hexadecimal digits; a federated account's as Keystone has it, such as default.</summary>
    public required string Id { get; init; }

    /// <summary>Unique in the installation.</summary>
    public required string Name { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>A domain of Keystone's.</summary>
    public bool Federated { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
