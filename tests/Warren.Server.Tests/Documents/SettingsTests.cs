using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;
using Warren.Engine.Runtimes.Fake;
using Warren.Engine.Security;
using Warren.Server.Hosting;

namespace Warren.Server.Tests.Documents;

/// <summary>docs/settings.md is made from the options that the program binds and from what their documentation says.</summary>
public sealed partial class SettingsTests
{
    private static readonly Dictionary<string, XElement> Documentation = new[] { typeof(DataFolder).Assembly, typeof(UpCommand).Assembly }
        .SelectMany(a => XDocument.Load(Path.ChangeExtension(a.Location, ".xml")).Descendants("member"))
        .DistinctBy(m => m.Attribute("name")!.Value)
        .ToDictionary(m => m.Attribute("name")!.Value, m => m, StringComparer.Ordinal);

    [Fact]
    public async Task The_table_of_settings_is_the_committed_one()
    {
        var text = new StringBuilder("""
            # Settings

            This file is made by a test from the program's own options; `WARREN_WRITE_DOCS=1 ./warren test Settings` writes it anew.

            Each setting is an environment variable; NAME stands for a name of your own. Times are written as `00:00:30` or `1.00:00:00` (a day). A value that
            is not usable stops the start, and is named. Every copy of Warren over one store needs the same values of `Store`, `Keys`, `Lockout`, `Quota` and `Identity`.

            """);
        foreach (var type in await BoundAsync())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {SectionOf(type)}\n\n{Summary(type)}\n\n| setting | variable | type | default | range | what it does |\n|---|---|---|---|---|---|\n");
            Append(text, type, SectionOf(type));
        }

        text.Append("""

            ## Without a section

            | variable | default | what it does |
            |---|---|---|
            | `WARREN_DATA` | `/var/lib/warren` for root, else `warren` in the user's own data folder | the data folder; as `--data` |
            | `WARREN_URLS` | `http://127.0.0.1:8672;https://127.0.0.1:8673` | where to listen; as `--urls` |
            | `WARREN_ROLES` | `api,reconcile` | what this copy does; as `--roles` |
            | `WARREN_Runtime` | `local` | what keeps the brokers: `local`, processes of this machine, or `kubernetes` (section `Kubernetes`) |
            | `WARREN_PublicUrl` | where it listens | the address that links in answers point to |
            | `WARREN_Kestrel__Certificates__Default__Path`, `…__KeyPath`, `…__Password` | a certificate of Warren's own authority | the certificate of the API, as ASP.NET Core takes it |

            ## The first start

            What the first start over an empty store makes; later starts ignore these.

            | variable | what it is |
            |---|---|

            """);
        foreach (var property in Settable(typeof(BootstrapOptions)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| `WARREN_BOOTSTRAP_{Capital().Replace(property.Name, "_$0").TrimStart('_').ToUpperInvariant()}` | {Summary(property)} |\n");
        }

        CommittedFile.Is("docs/settings.md", text.ToString());
    }

    [Fact]
    public async Task Each_setting_is_read_from_the_name_that_the_table_gives()
    {
        foreach (var type in await BoundAsync())
        {
            foreach (var property in Settable(type).Where(p => p.PropertyType == typeof(int) || p.PropertyType == typeof(long) || p.PropertyType == typeof(TimeSpan) || p.PropertyType == typeof(bool)))
            {
                var usual = property.GetValue(Usual(type))!;
                var other = property.PropertyType == typeof(bool) ? !(bool)usual : Other(property);
                var read = Bind(type, $"{SectionOf(type)}:{property.Name}", Convert.ToString(other, CultureInfo.InvariantCulture)!);
                Assert.True(Equals(other, property.GetValue(read)), $"{SectionOf(type)}:{property.Name} is not read.");
            }
        }
    }

    /// <summary>The options that the program, with either runtime, registers and binds to a section.</summary>
    private static async Task<IReadOnlyList<Type>> BoundAsync()
    {
        var types = new HashSet<Type> { typeof(FakeOptions) };
        var data = new DataFolder(Path.Combine(Path.GetTempPath(), $"warren-test-{RandomText.Id()[..12]}"));
        await using (UpCommand.Build(new UpOptions { Data = data.Root, FakeBrokers = true, Services = Look }, data))
        {
            Directory.Delete(data.Root, recursive: true);
        }

        return [.. types.OrderBy(SectionOf, StringComparer.Ordinal)];

        void Look(IServiceCollection services) => types.UnionWith(
            from service in services
            let configured = service.ServiceType
            where configured.IsGenericType && configured.GetGenericTypeDefinition() == typeof(IConfigureOptions<>)
            let options = configured.GetGenericArguments()[0]
            where options.Namespace!.StartsWith("Warren.", StringComparison.Ordinal)
            select options);
    }

    private static void Append(StringBuilder text, Type type, string prefix)
    {
        foreach (var property in Settable(type))
        {
            var name = $"{prefix}:{property.Name}";
            var inner = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            name += IsMap(inner) ? ":NAME" : "";
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | `WARREN_{name.Replace(":", "__", StringComparison.Ordinal)}` | {Word(inner)} | {Default(type, property)} | {Range(property, inner)} | {Summary(property)} |\n");
        }
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null || IsMap(p.PropertyType));

    private static bool IsMap(Type type) => typeof(IDictionary).IsAssignableFrom(type);

    private static string SectionOf(Type type) => Section().Match(Documentation["T:" + type.FullName].ToString()) is { Success: true } match
        ? match.Groups[1].Value
        : throw new InvalidOperationException($"The documentation of {type} does not say which section it is.");

    private static object Usual(Type type) => Activator.CreateInstance(type)!;

    private static object Bind(Type type, string name, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build().GetSection(SectionOf(type)).Get(type)!;

    private static object Other(PropertyInfo property)
    {
        // The smallest that is allowed, which is the default of none.
        var range = property.GetCustomAttribute<RangeAttribute>() ?? throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name} has no range.");
        var smallest = property.PropertyType == typeof(TimeSpan) ? TimeSpan.Parse((string)range.Minimum, CultureInfo.InvariantCulture) : Convert.ChangeType(range.Minimum, property.PropertyType, CultureInfo.InvariantCulture);
        var largest = property.PropertyType == typeof(TimeSpan) ? TimeSpan.Parse((string)range.Maximum, CultureInfo.InvariantCulture) : Convert.ChangeType(range.Maximum, property.PropertyType, CultureInfo.InvariantCulture);
        return Equals(smallest, property.GetValue(Usual(property.DeclaringType!))) ? largest : smallest;
    }

    private static string Word(Type type) =>
        type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type).Select(n => $"`{n}`"))
        : type == typeof(bool) ? "`true` or `false`"
        : type == typeof(TimeSpan) ? "time"
        : type == typeof(int) || type == typeof(long) ? "whole number"
        : type == typeof(double) ? "number"
        : type == typeof(Uri) ? "URL"
        : "text";

    private static string Default(Type type, PropertyInfo property) => (type.GetConstructor([]) is null ? null : property.GetValue(Usual(type))) switch
    {
        null or "" or ICollection => "–",
        bool value => value ? "`true`" : "`false`",
        TimeSpan time => $"`{time:c}`",
        var value => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    private static string Range(PropertyInfo property, Type type) =>
        type.IsEnum || property.GetCustomAttribute<RangeAttribute>() is not { } range ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"`{range.Minimum}` to `{range.Maximum}`");

    private static string Summary(Type type) => Plain(Documentation["T:" + type.FullName]);

    private static string Summary(PropertyInfo property) =>
        Documentation.TryGetValue($"P:{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}", out var member)
            ? Plain(member)
            : throw new InvalidOperationException($"{property.DeclaringType.Name}.{property.Name} is not documented.");

    private static string Plain(XElement member)
    {
        var text = string.Concat(member.Element("summary")!.DescendantNodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1]}`",
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XText { Parent.Name.LocalName: "c" } => "",
            XText plain => plain.Value,
            _ => "",
        }));
        return Blank().Replace(text, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"Section\s+<c>([A-Za-z:]+)</c>")]
    private static partial Regex Section();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
