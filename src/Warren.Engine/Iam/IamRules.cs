using System.Text.RegularExpressions;

namespace Warren.Engine.Iam;

/// <summary>What names, descriptions and passwords of the identity administration must look like.</summary>
internal static partial class IamRules
{
    private const int LongestDescription = 255;

    public static string UserName(string? name) =>
        name is not null && UserNamePattern().IsMatch(name) ? name : throw IamException.Invalid("name", "1 to 64 letters, digits, spaces and -_. and start with no digit");

    /// <summary>Of groups and policies.</summary>
    public static string DisplayName(string field, string? name) =>
        name is { Length: > 0 and <= 128 } && name.Trim().Length > 0 && !name.Any(char.IsControl) ? name : throw IamException.Invalid(field, "1 to 128 characters");

    public static string Description(string? description) =>
        (description ?? "").Length <= LongestDescription ? description ?? "" : throw IamException.Invalid("description", $"at most {LongestDescription} characters");

    /// <summary>8 to 32 characters of at least two classes, and not the name forwards or backwards.</summary>
    public static string Password(string? password, string userName)
    {
        var text = password ?? "";
        var classes = (text.Any(char.IsAsciiLetterLower) ? 1 : 0) + (text.Any(char.IsAsciiLetterUpper) ? 1 : 0) + (text.Any(char.IsAsciiDigit) ? 1 : 0)
            + (text.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 1 : 0);
        var isName = string.Equals(text, userName, StringComparison.OrdinalIgnoreCase)
            || string.Equals(text, string.Concat(userName.Reverse()), StringComparison.OrdinalIgnoreCase);
        return text.Length is >= 8 and <= 32 && classes >= 2 && !isName
            ? text
            : throw IamException.Invalid("password", "8 to 32 characters, of at least two of lower case, upper case, digits and special characters, and not the name");
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9 _.-]{0,63}\z")]
    private static partial Regex UserNamePattern();
}
