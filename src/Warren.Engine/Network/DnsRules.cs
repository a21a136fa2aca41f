namespace Warren.Engine.Network;

/// <summary>Name servers of a subnet: at most five IPv4 addresses. They are only shown again; brokers use the machine's.</summary>
internal static class DnsRules
{
    public const int Most = 5;

    /// <returns>Comma-joined; null for null.</returns>
    /// <exception cref="NetworkException">Invalid.</exception>
    public static string? Join(IReadOnlyList<string?>? servers)
    {
        if (servers is null)
        {
            return null;
        }

        var given = servers.Where(s => !string.IsNullOrEmpty(s)).Distinct(StringComparer.Ordinal).ToList();
        return given.Count <= Most && given.TrueForAll(s => CidrRules.Address(s) is not null)
            ? string.Join(',', given)
            : throw NetworkRules.Invalid(NetworkKind.Subnet, $"Name servers must be at most {Most} IPv4 addresses.");
    }
}
