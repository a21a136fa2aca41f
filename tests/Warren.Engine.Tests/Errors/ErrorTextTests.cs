using System.Globalization;
using CsCheck;
using Warren.Engine.Errors;

namespace Warren.Engine.Tests.Errors;

public sealed class ErrorTextTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    [Fact]
    public void Values_fill_their_places()
    {
        Assert.Equal(
            "storage_space (new_storage_space when extending) must be an integer from 300 to 90000 (GB).",
            ErrorText.Format(DmsErrors.StorageInvalid, [300, 90000], English));
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("zh-CN")]
    [InlineData("zh-Hans-CN")]
    [InlineData("zh-TW")]
    public void Any_Chinese_culture_reads_Chinese(string culture)
    {
        Assert.Equal("storage_space（扩容时为new_storage_space）须为300到90000之间的整数(GB)。",
            ErrorText.Format(DmsErrors.StorageInvalid, [300, 90000], CultureInfo.GetCultureInfo(culture)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("en")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Every_other_culture_reads_English_with_plain_digits(string culture)
    {
        Assert.Equal("storage_space (new_storage_space when extending) must be an integer from 300 to 1.5 (GB).",
            ErrorText.Format(DmsErrors.StorageInvalid, [300, 1.5], CultureInfo.GetCultureInfo(culture)));
    }

    [Fact]
    public void Every_message_takes_any_number_of_arguments_and_leaves_no_placeholder()
    {
        var numbers = Enumerable.Range(0, 12).Select(n => (object)$"value{n}").ToArray();
        foreach (var code in DmsErrors.All)
        {
            for (var count = 0; count <= numbers.Length; count++)
            {
                Assert.DoesNotMatch(@"\{[0-9]", ErrorText.Format(code, numbers[..count], English));
                Assert.DoesNotMatch(@"\{[0-9]", ErrorText.Format(code, numbers[..count], Chinese));
            }
        }
    }

    [Fact]
    public void A_missing_an_absent_and_an_empty_value_are_a_dash()
    {
        Assert.Equal("storage_space (new_storage_space when extending) must be an integer from 100 to - (GB).", ErrorText.Format(DmsErrors.StorageInvalid, [100], English));
        Assert.Equal("storage_space (new_storage_space when extending) must be an integer from - to - (GB).", ErrorText.Format(DmsErrors.StorageInvalid, [null!, ""], English));
    }

    [Fact]
    public void A_list_is_joined_by_commas()
    {
        Assert.EndsWith("restarted: one, two.", ErrorText.Format(DmsErrors.DeleteForbidden, [new List<string> { "one", "two" }], English));
        Assert.EndsWith("restarted: -.", ErrorText.Format(DmsErrors.DeleteForbidden, [Array.Empty<string>()], English));
    }

    [Fact]
    public void A_value_that_looks_like_a_placeholder_is_not_filled()
    {
        Assert.Equal("The value of {1} {0} {{ is not valid; allowed: x.", ErrorText.Format(DmsErrors.ParameterInvalid, ["{1} {0} {{", "x"], English));
    }

    [Theory]
    [InlineData(199)]
    [InlineData(200)]
    public void A_value_of_up_to_200_characters_is_shown_whole(int length)
    {
        var value = new string('x', length);

        Assert.Equal($"Nothing is served at the path {value}.", ErrorText.Format(DmsErrors.PathUnknown, [value], English));
    }

    [Fact]
    public void A_longer_value_is_cut_to_200_with_an_ellipsis()
    {
        var shown = new string('x', 199) + "…";

        Assert.Equal($"Nothing is served at the path {shown}.", ErrorText.Format(DmsErrors.PathUnknown, [new string('x', 201)], English));
        Assert.Equal($"Nothing is served at the path {shown}.", ErrorText.Format(DmsErrors.PathUnknown, [new string('x', 1_000_000)], English));
    }

    [Fact]
    public void A_list_without_end_is_cut_too()
    {
        var text = ErrorText.Format(DmsErrors.PathUnknown, [Endless()], English);

        Assert.StartsWith("Nothing is served at the path x, x, ", text);
        Assert.EndsWith("….", text);
    }

    [Fact]
    public void The_cut_does_not_split_a_character()
    {
        var value = new string('x', 198) + "🐇🐇";

        Assert.Equal($"Nothing is served at the path {new string('x', 198)}….", ErrorText.Format(DmsErrors.PathUnknown, [value], English));
    }

    [Theory]
    [InlineData("a\r\nb", "a\uFFFD\uFFFDb")]
    [InlineData("a\0b\u001b[31m", "a\uFFFDb\uFFFD[31m")]
    [InlineData("a\u0085b\u2028c\u2029d", "a\uFFFDb\uFFFDc\uFFFDd")]
    [InlineData("a\u202Eb", "a\uFFFDb")]
    public void A_character_that_breaks_or_reorders_a_line_is_replaced(string value, string shown)
    {
        Assert.Equal($"Nothing is served at the path {shown}.", ErrorText.Format(DmsErrors.PathUnknown, [value], English));
    }

    [Fact]
    public void Half_a_character_is_replaced()
    {
        var half = "🐇"[..1];

        Assert.Equal("Nothing is served at the path a\uFFFDb.", ErrorText.Format(DmsErrors.PathUnknown, [$"a{half}b"], English));
    }

    [Fact]
    public void A_value_that_cannot_be_written_is_a_dash()
    {
        Assert.Equal("Nothing is served at the path -.", ErrorText.Format(DmsErrors.PathUnknown, [new Unwritable()], English));
        Assert.Equal("Nothing is served at the path -.", ErrorText.Format(DmsErrors.PathUnknown, [new[] { new Unwritable() }], English));
    }

    [Fact]
    public void A_code_without_a_message_is_its_number()
    {
        Assert.Equal("999999", ErrorText.Format(new ErrorCode("999999", 400), ["x"], Chinese));
    }

    [Fact]
    public void Whatever_comes_in_the_message_stays_one_short_line()
    {
        var anything = Gen.Select(Gen.OneOf([.. DmsErrors.All]), Gen.String[Gen.Char, 0, 300].Array[0, 4], Gen.OneOf(English, Chinese));

        anything.Sample((code, values, culture) =>
        {
            var text = ErrorText.Format(code, values, culture);

            return text.Length <= 300 + (2 * ErrorText.LongestValue) && !text.Any(char.IsControl);
        });
    }

    private static IEnumerable<string> Endless()
    {
        while (true)
        {
            yield return "x";
        }
    }

    private sealed class Unwritable
    {
        public override string ToString()
        {
            throw new InvalidOperationException("no text");
        }
    }
}
