using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Playwright;
using Warren.Server.Tests.Documents;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests.Texts;

/// <summary>Both languages are complete, and nothing that is seen stands outside of them.</summary>
public sealed partial class TextsTests(ConsoleSite site)
{
    private static readonly string Source = Path.Combine(CommittedFile.Root, "src", "Warren.Console");

    [Fact]
    public void Both_languages_have_the_same_keys_and_the_same_places_for_values()
    {
        var (english, chinese) = (Read("Text.resx"), Read("Text.zh.resx"));

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, text => Assert.Equal(Places(text.Value), Places(chinese[text.Key])));
        Assert.All(chinese.Where(t => !SameInBoth.Contains(t.Key)), text => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", text.Value));
    }

    [Fact]
    public void Every_key_that_a_page_names_is_there_and_every_text_is_used()
    {
        var known = Read("Text.resx").Keys.ToHashSet(StringComparer.Ordinal);
        var source = string.Concat(Files("*.razor").Concat(Files("*.cs")).Select(File.ReadAllText));
        var named = Named().Matches(source).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var begun = named.Where(n => n.EndsWith('.')).ToList();

        Assert.DoesNotContain(named, n => !n.EndsWith('.') && !known.Contains(n));
        Assert.DoesNotContain(known, k => !named.Contains(k) && !begun.Any(b => k.StartsWith(b, StringComparison.Ordinal)) && !source.Contains($"\"{k}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void No_page_has_words_of_its_own()
    {
        var found = Files("*.razor").SelectMany(file =>
        {
            var markup = CodeBlock().Replace(Comment().Replace(File.ReadAllText(file), ""), "");
            return Words().Matches(markup).Select(m => m.Groups[1].Value.Trim()).Where(w => w.Any(char.IsLetter) && !Spoken(w).Any()).Select(w => $"{Path.GetFileName(file)}: {w}");
        });

        Assert.Empty(found);
        static IEnumerable<string> Spoken(string words) => Neutral.Where(n => words == n);
    }

    [Fact]
    public async Task The_browser_s_language_is_spoken_and_another_choice_is_remembered()
    {
        await using var visit = await site.OpenAsync(change: o => o.Locale = "zh-CN");
        await visit.ShowAsync("instances");
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("实例列表");
        Assert.Equal("zh", await visit.Page.Locator("html").GetAttributeAsync("lang"));

        await visit.Page.Locator(".languages a").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Instances");
        await visit.ShowAsync("quotas");

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Quotas");
    }

    /// <summary>Names that are the same everywhere.</summary>
    private static readonly string[] Neutral = ["VPC", "TLS", "AK", "SK", "Warren", "ca.crt", "/docs", "tcp", "udp", "icmp", "GB", "UTC", "Mbit/s", "%", "/ @Total GB", "&times;"];

    private static readonly string[] SameInBoth = ["Instance.Id"];

    private static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(Source, "Resources", file)).Root!.Elements("data")
        .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Source, pattern, SearchOption.AllDirectories);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"(?:T|texts)\[""([^""]+)""")]
    private static partial Regex Named();

    [GeneratedRegex(@"\n@code \{[\s\S]*$")]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"@\*[\s\S]*?\*@")]
    private static partial Regex Comment();

    /// <summary>What stands between two tags and is no expression.</summary>
    [GeneratedRegex(@"<[a-z][a-z0-9]*(?:\s[^<>@]*)?>([^<>@{}]+)</")]
    private static partial Regex Words();
}
