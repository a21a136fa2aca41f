using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Warren.Contract.Dms.V1;
using Warren.Contract.Dms.V2;

namespace Warren.Server.Tests.Documents;

/// <summary>
/// Every member of every record is named by a test of its operation, and by the operation's page. Named means: its wire name stands, in quotes,
/// in the class's own file or in an example of the reference that the class reads.
/// </summary>
public sealed partial class CoverageTests
{
    private static readonly string Tests = Path.Combine(CommittedFile.Root, "tests/Warren.Server.Tests");

    private static readonly Dictionary<string, string> Sources =
        Directory.EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories).ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText, StringComparer.Ordinal);

    public static TheoryData<string> Calls => [.. CoveredOperation.All.Select(o => o.Call)];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_member_is_named_by_a_test_and_by_the_page_of_its_operation(string call)
    {
        var operation = CoveredOperation.All.Single(o => o.Call == call);
        var page = File.ReadAllText(Path.Combine(CommittedFile.Root, "docs/contract", operation.Page));

        Assert.All(Members(operation), member => Assert.True(NamedBy(operation, member).Count > 0, $"{member} is named by no test of {call}."));
        Assert.All(
            Members(operation).Where(m => !m.Inherited && (!m.Path.Contains("[].", StringComparison.Ordinal) || operation.Page != "list-instances.md")), // those are on the page that it points to
            member => Assert.True(page.Contains($"`{member.Name}`", StringComparison.Ordinal), $"{operation.Page} does not name {member.Name}."));
    }

    [Fact]
    public void Every_body_of_the_service_has_its_row()
    {
        string?[] versions = [typeof(CreateInstanceRequest).Namespace, typeof(CreateInstanceV2Request).Namespace];
        var records = typeof(CreateInstanceRequest).Assembly.GetTypes().Where(t => versions.Contains(t.Namespace) && t.Name.EndsWith("Request", StringComparison.Ordinal))
            .Where(t => t != typeof(AdoptOrphanRequest)); // Warren's own, for operators: no client of the service knows it

        Assert.Equal(records.Order(ByName), CoveredOperation.All.Select(o => o.Request).OfType<Type>().Where(t => versions.Contains(t.Namespace)).Distinct().Order(ByName));
    }

    [Fact]
    public void The_table_of_coverage_is_the_committed_one()
    {
        var text = new StringBuilder("""
            # What tests each member

            This file is made by a test; `WARREN_WRITE_DOCS=1 ./warren test Coverage` writes it anew. The test fails when a member of a record is named by no test of its operation.
            Members of a record within a record are written with a dot, those of a list with `[]`.

            | Operation | Where | Member | Named by |
            |---|---|---|---|

            """);
        foreach (var operation in CoveredOperation.All)
        {
            var members = Members(operation).ToList();
            foreach (var member in members)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {operation.Call} | {member.Where} | `{member.Path}` | {string.Join(", ", NamedBy(operation, member).Select(t => t.Name))} |\n");
            }

            if (members.Count == 0)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {operation.Call} | – | – | {string.Join(", ", operation.Tests.Select(t => t.Name))} |\n");
            }
        }

        CommittedFile.Is("docs/contract/coverage.md", text.ToString());
    }

    private static Comparer<Type> ByName => Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));

    private static IEnumerable<Member> Members(CoveredOperation operation) =>
    [
        .. operation.Query.Select(q => new Member("query", q, q, Inherited: false)),
        .. operation.Request is { } request ? Members("request", request, "") : [],
        .. operation.Responses.SelectMany(r => Members("response", r, "")).DistinctBy(m => m.Path),
    ];

    private static IEnumerable<Member> Members(string where, Type record, string prefix)
    {
        foreach (var property in record.GetProperties())
        {
            if (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name is not { } name)
            {
                continue;
            }

            yield return new Member(where, prefix + name, name, property.DeclaringType != record);
            var list = property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
            var inner = list ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
            if (inner.Assembly == typeof(CreateInstanceRequest).Assembly)
            {
                foreach (var member in Members(where, inner, $"{prefix}{name}{(list ? "[]" : "")}."))
                {
                    yield return member with { Inherited = member.Inherited || property.DeclaringType != record };
                }
            }
        }
    }

    private static List<Type> NamedBy(CoveredOperation operation, Member member)
    {
        var pattern = member.Where == "query" ? $"""[?&"]{member.Name}=""" : $"\"{member.Name}\"";
        return [.. operation.Tests.Where(t => Regex.IsMatch(TextOf(t), pattern, RegexOptions.None, TimeSpan.FromSeconds(5)))];
    }

    private static string TextOf(Type test)
    {
        var source = Sources[test.Name];
        var examples = Example().Matches(source).Select(m => Path.Combine(Tests, "Goldens", m.Groups[1].Value + ".json")).Where(File.Exists).Select(File.ReadAllText);
        return source + string.Concat(examples);
    }

    [GeneratedRegex("\"([a-z.-]+\\.(?:request|response))\"")]
    private static partial Regex Example();

    /// <param name="Where">query, request or response.</param>
    /// <param name="Path">From the body's root.</param>
    /// <param name="Name">On the wire.</param>
    /// <param name="Inherited">Whether another version's page has it, which the operation's own points to.</param>
    private sealed record Member(string Where, string Path, string Name, bool Inherited);
}
