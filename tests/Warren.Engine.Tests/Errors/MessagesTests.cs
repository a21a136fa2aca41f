using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Warren.Engine.Errors;

namespace Warren.Engine.Tests.Errors;

public sealed partial class MessagesTests
{
    private static readonly SortedDictionary<string, string> English = Read(CultureInfo.InvariantCulture);
    private static readonly SortedDictionary<string, string> Chinese = Read(CultureInfo.GetCultureInfo("zh"));

    public static TheoryData<string> Keys => [.. DmsErrors.All.Select(code => code.Text).Distinct()];

    [Fact]
    public void The_keys_of_both_languages_are_the_texts_of_the_catalogue()
    {
        var keys = DmsErrors.All.Select(code => code.Text).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.Equal(keys, English.Keys);
        Assert.Equal(keys, Chinese.Keys);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Both_languages_have_the_same_placeholders_counted_from_zero(string key)
    {
        var holes = Holes(English[key]);

        Assert.Equal(holes, Holes(Chinese[key]));
        Assert.Equal(Enumerable.Range(0, holes.Count).Select(n => "{" + n + "}"), holes);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Each_language_is_written_in_its_own_script_and_ends_its_sentence(string key)
    {
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", English[key]);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", Chinese[key]);
        if (key != DmsErrors.PasswordFormat.Text) // ends in the list of special characters
        {
            Assert.EndsWith(".", English[key]);
            Assert.EndsWith("。", Chinese[key]);
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Both_languages_name_the_same_request_fields(string key)
    {
        Assert.Equal(Fields(English[key]), Fields(Chinese[key]));
    }

    [Fact]
    public void The_special_characters_of_a_password_survive_the_resource_file()
    {
        const string Specials = """`~!@#$%^&*()-_=+\|[{}]:'",<.>/?;""";

        Assert.EndsWith(Specials, ErrorText.Format(DmsErrors.PasswordFormat, [], CultureInfo.InvariantCulture));
        Assert.EndsWith(Specials, ErrorText.Format(DmsErrors.PasswordFormat, [], CultureInfo.GetCultureInfo("zh-CN")));
    }

    private static SortedDictionary<string, string> Read(CultureInfo culture)
    {
        var set = ErrorText.Messages.GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return new(set.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!), StringComparer.Ordinal);
    }

    private static List<string> Holes(string message)
    {
        return [.. Hole().Matches(message).Select(hole => hole.Value).Order(StringComparer.Ordinal)];
    }

    private static List<string> Fields(string message)
    {
        return [.. Field().Matches(message).Select(field => field.Value).Distinct().Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"\{[0-9]+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Hole();

    // snake_case words, camelCase words and headers: what can only be a name on the wire.
    [GeneratedRegex(@"[a-z]+(_[a-z]+)+|[a-z]+[A-Z][A-Za-z]*|X(-[A-Z][A-Za-z]+)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Field();
}
