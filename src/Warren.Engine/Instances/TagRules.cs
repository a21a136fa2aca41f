using Warren.Engine.Errors;

namespace Warren.Engine.Instances;

/// <summary>What a tag may be (as real clients need it): no control characters, no = * &lt; &gt; \ , | / in keys, no blanks around.</summary>
internal static class TagRules
{
    private const int LongestKey = 128;
    private const int LongestValue = 255;
    private const string ForbiddenInKeys = "=*<>\\,|/";

    /// <exception cref="WarrenException">ParameterInvalid naming tags.</exception>
    public static string Key(string? key) =>
        key is { Length: > 0 and <= LongestKey } && key.Trim() == key && !key.Any(c => char.IsControl(c) || ForbiddenInKeys.Contains(c, StringComparison.Ordinal))
            ? key
            : throw new WarrenException(DmsErrors.ParameterInvalid, "tags.key", $"1 to {LongestKey} characters without {ForbiddenInKeys}, control characters or blanks around");

    /// <exception cref="WarrenException">ParameterInvalid naming tags.</exception>
    public static string Value(string? value) =>
        (value ?? "") is { Length: <= LongestValue } text && !text.Any(char.IsControl)
            ? text
            : throw new WarrenException(DmsErrors.ParameterInvalid, "tags.value", $"at most {LongestValue} characters, none of them a control character");

    /// <summary>The tags of an order or a call: valid, and no key twice.</summary>
    public static IReadOnlyList<(string Key, string Value)> All(IReadOnlyList<(string? Key, string? Value)> tags)
    {
        var valid = tags.Select(t => (Key: Key(t.Key), Value: Value(t.Value))).ToList();
        return valid.DistinctBy(t => t.Key, StringComparer.Ordinal).Count() == valid.Count
            ? valid
            : throw new WarrenException(DmsErrors.ParameterInvalid, "tags", "each key once");
    }
}
