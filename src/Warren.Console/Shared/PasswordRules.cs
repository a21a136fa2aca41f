namespace Warren.WebConsole.Shared;

/// <summary>What the API asks of a RabbitMQ password (errors 111400012 and 111400019); the API itself decides.</summary>
internal static class PasswordRules
{
    public const int Shortest = 8;
    public const int Longest = 32;

    private const string SpecialCharacters = """`~!@#$%^&*()-_=+\|[{}]:'",<.>/?;""";

    public static bool Allows(string? password) =>
        password?.Length is >= Shortest and <= Longest && password.All(c => char.IsAsciiLetterOrDigit(c) || SpecialCharacters.Contains(c, StringComparison.Ordinal)) && Kinds(password) >= 2;

    /// <summary>0 to 4: nothing, too short, allowed, better, good.</summary>
    public static int Strength(string? password) => string.IsNullOrEmpty(password) ? 0
        : !Allows(password) ? 1
        : Math.Min(4, Kinds(password) + (password.Length >= 14 ? 1 : 0));

    private static int Kinds(string password) => new[]
    {
        password.Any(char.IsAsciiLetterLower), password.Any(char.IsAsciiLetterUpper), password.Any(char.IsAsciiDigit), password.Any(c => !char.IsAsciiLetterOrDigit(c)),
    }.Count(kind => kind);
}
