namespace Warren.Engine.Broker;

/// <summary>One call of RabbitMQ's management API.</summary>
/// <param name="Method">GET, PUT…</param>
/// <param name="Path">Below /api/, escaped; <see cref="PathOf"/> makes it.</param>
/// <param name="Body">JSON; null: none.</param>
public sealed record ManagementCall(HttpMethod Method, string Path, string? Body = null)
{
    /// <summary>How long one node may take for it.</summary>
    public TimeSpan Patience { get; init; } = ManagementHttp.Patience;

    /// <summary>A path of names, each escaped as one segment.</summary>
    /// <exception cref="ArgumentException">A name that stands for a folder in every URL and so cannot be sent.</exception>
    public static string PathOf(params IReadOnlyList<string> segments) => string.Join('/', segments.Select(
        s => s is "." or ".." ? throw new ArgumentException($"{s} cannot be a name in a path.", nameof(segments)) : Uri.EscapeDataString(s)));

    /// <summary>Without the body, which may hold a password's hash.</summary>
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>What a node answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON, or empty.</param>
public sealed record ManagementAnswer(int Status, string Body);
