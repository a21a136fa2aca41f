using Warren.Engine.Runtimes;

namespace Warren.Engine.Hosting;

/// <summary>What a copy of Warren does of all there is to do. Copies that share a store may split it.</summary>
/// <param name="Api">Answers calls.</param>
/// <param name="Reconcile">Keeps brokers: the loop, the warm pool, and clearing away old records.</param>
public sealed record CopyRoles(bool Api, bool Reconcile)
{
    public static CopyRoles Both { get; } = new(Api: true, Reconcile: true);

    /// <summary>"api", "reconcile", or both separated by a comma.</summary>
    /// <exception cref="ArgumentException">It names nothing, or something else.</exception>
    public static CopyRoles Parse(string text)
    {
        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length > 0 && Array.TrueForAll(names, n => n is "api" or "reconcile")
            ? new CopyRoles(names.Contains("api", StringComparer.Ordinal), names.Contains("reconcile", StringComparer.Ordinal))
            : throw new ArgumentException($"--roles must be api, reconcile or api,reconcile, not \"{text}\".");
    }

    /// <summary>The host of a new instance; null when whoever keeps brokers shall choose.</summary>
    internal string? HostFor(IBrokerRuntime runtime) => Reconcile ? runtime.Host : null;
}
