namespace Warren.Kubernetes.Objects;

/// <summary>How a write is meant.</summary>
/// <param name="Manager">Owner of the fields that it changes.</param>
public sealed record WriteOptions(string Manager)
{
    /// <summary>status, or empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Checked in full, and nothing is written.</summary>
    public bool DryRun { get; init; }

    /// <summary>Refuses unknown fields; without it they are dropped.</summary>
    public bool Strict { get; init; }

    /// <summary>Told of each field that was dropped.</summary>
    public Action<string>? Warn { get; init; }
}

/// <summary>How a deletion is meant.</summary>
public sealed record DeleteOptions
{
    public string? Uid { get; init; }
    public string? ResourceVersion { get; init; }

    /// <summary>Background, Foreground or Orphan; null for Background.</summary>
    public string? Propagation { get; init; }

    /// <summary>Seconds that a pod has to end; null for what its spec says.</summary>
    public long? GraceSeconds { get; init; }

    public bool DryRun { get; init; }
}
