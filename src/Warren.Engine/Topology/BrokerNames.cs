using Warren.Engine.Errors;

namespace Warren.Engine.Topology;

/// <summary>What a name on a broker may be: RabbitMQ takes nearly everything, and a path not quite.</summary>
public static class BrokerNames
{
    /// <summary>Longest name, characters.</summary>
    public const int Longest = 128;

    /// <exception cref="WarrenException">ParameterInvalid naming the field.</exception>
    public static string Check(string? name, string field) =>
        name is { Length: > 0 and <= Longest } and not ("." or "..") && !name.Any(char.IsControl)
            ? name
            : throw new WarrenException(DmsErrors.ParameterInvalid, field, $"1 to {Longest} characters without control characters, and neither . nor ..");

    /// <summary>Names of a call that deletes several.</summary>
    /// <exception cref="WarrenException">ParameterInvalid naming the field.</exception>
    public static IReadOnlyList<string> CheckAll(IReadOnlyList<string?>? names, string field) =>
        names is { Count: > 0 } ? [.. names.Select(n => Check(n, field)).Distinct(StringComparer.Ordinal)] : throw new WarrenException(DmsErrors.ParameterInvalid, field, "a list of one name at least");
}
