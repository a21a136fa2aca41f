using System.Globalization;
using Warren.Engine.Network;

namespace Warren.Server.Eps;

/// <summary>Numbers in queries and bodies of the enterprise project calls.</summary>
internal static class EpsQuery
{
    /// <exception cref="NetworkException">Invalid.</exception>
    public static int? Number(string? text, string name, int least, int most) => text is null
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? InRange(value, name, least, most) : throw Invalid(name, least, most);

    /// <exception cref="NetworkException">Invalid.</exception>
    public static int? InRange(int? value, string name, int least, int most) => value is null || (value >= least && value <= most) ? value : throw Invalid(name, least, most);

    private static NetworkException Invalid(string name, int least, int most) =>
        new(NetworkFault.Invalid, NetworkKind.EnterpriseProject, most == int.MaxValue ? $"{name} must be a whole number from {least}." : $"{name} must be a whole number from {least} to {most}.");
}
