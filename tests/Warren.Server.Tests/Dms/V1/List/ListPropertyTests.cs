using System.Globalization;
using System.Text.Json;
using CsCheck;
using Warren.Engine.Instances;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V1.List;

/// <summary>For any population: a filter finds what the same filter finds in the whole list, and the pages together are the whole.</summary>
public sealed class ListPropertyTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    private static readonly string[] EnterpriseProjects = ["0", "8b5a4ae8-4d5c-4e0c-8e8c-0a0a0a0a0a0a"];

    private static readonly string[] Statuses = ["CREATING", "RUNNING", "FAULTY", "RESTARTING", "RESIZING", "RESIZING FAILED", "CREATEFAILED", "DELETING"];

    // Few letters, so that names hold each other and differ in case alone.
    private static readonly Gen<string> Name = Gen.String[Gen.Char["aAb-_1"], 3, 6].Select(rest => "a" + rest);

    private static readonly Gen<Resident[]> Residents = Gen.Select(Name, Gen.OneOf(EnterpriseProjects), Gen.Bool, Gen.Bool, Gen.Enum<InstanceHealth>(), Gen.OneOf((ChangeKind?[])[null, null, ChangeKind.Restart, ChangeKind.Resize]))
        .Select((name, eps, deleting, served, health, changing) => new Resident(name, eps, deleting, served, health, changing))
        .Array[0, 40]
        .Select(all => all.DistinctBy(r => r.Deleting ? Guid.NewGuid().ToString() : r.Name).ToArray());

    private static readonly Gen<Filter> Filters = Gen.Select(
        Gen.OneOf(Gen.Const(""), Gen.String[Gen.Char["aAb-_1"], 0, 3], Name),
        Gen.Bool,
        Gen.OneOf(["", .. Statuses]),
        Gen.Bool,
        Gen.OneOf(["", "1", .. EnterpriseProjects])).Select((name, exact, status, failures, eps) => new Filter(name, exact, status, failures, eps));

    [Fact]
    public Task Any_filter_over_any_population_finds_what_it_finds_in_the_whole_list() =>
        Gen.Select(Residents, Filters.Array[8]).SampleAsync(
            async (residents, filters) =>
            {
                await Population.ReplaceAsync(host, residents, atOnce: 3);
                var whole = await ListAsync("includeFailure=true");
                Assert.Equal(residents.Length, whole.Count);
                foreach (var filter in filters)
                {
                    Assert.Equal(whole.Where(filter.Matches).Select(Id), (await ListAsync(filter.Query)).Select(Id));
                }
            },
            iter: 40,
            threads: 1);

    [Fact]
    public Task The_pages_of_any_length_together_are_the_whole_list() =>
        Gen.Select(Residents, Gen.Int[1, 12], Filters).SampleAsync(
            async (residents, length, filter) =>
            {
                await Population.ReplaceAsync(host, residents, atOnce: 3);
                var whole = await ListAsync(filter.Query);
                var pages = new List<JsonElement>();
                for (var start = 1; start <= whole.Count + length; start += length)
                {
                    pages.AddRange(await ListAsync($"{filter.Query}&start={start}&limit={length}", whole.Count));
                }

                Assert.Equal(whole.Select(Id), pages.Select(Id));
            },
            iter: 40,
            threads: 1);

    private static string? Id(JsonElement instance) => instance.GetProperty("instance_id").GetString();

    private async Task<List<JsonElement>> ListAsync(string query, int? total = null)
    {
        var answer = await host.GetAsync($"{host.Instances}?{query}");
        Assert.True(answer.Status == 200, answer.Text);
        var found = answer.Json.GetProperty("instances").EnumerateArray().ToList();
        Assert.Equal(total ?? found.Count, answer.Json.GetProperty("instance_num").GetInt32());
        return found;
    }

    private sealed record Filter(string Name, bool Exact, string Status, bool IncludeFailed, string EnterpriseProject)
    {
        public string Query => string.Create(
            CultureInfo.InvariantCulture,
            $"name={Name}&exactMatchName={Exact}&status={Uri.EscapeDataString(Status)}&includeFailure={IncludeFailed}&enterprise_project_id={EnterpriseProject}");

        /// <summary>The rules of table 5-19 once more, over what is shown.</summary>
        public bool Matches(JsonElement instance)
        {
            string Text(string member) => instance.GetProperty(member).GetString()!;

            return (Name.Length == 0 || (Exact ? Text("name") == Name : Text("name").Contains(Name, StringComparison.Ordinal)))
                && (Status.Length == 0 || Text("status") == Status)
                && (IncludeFailed || Text("status") != "CREATEFAILED")
                && (EnterpriseProject.Length == 0 || Text("enterprise_project_id") == EnterpriseProject);
        }
    }
}
