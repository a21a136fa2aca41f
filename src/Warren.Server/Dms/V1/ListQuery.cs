using System.Globalization;
using Warren.Engine.Errors;
using Warren.Engine.Instances;
using Warren.Server.Http;

namespace Warren.Server.Dms.V1;

/// <summary>The query of the list call (table 5-19 and what real clients need). An empty parameter counts as absent.</summary>
internal static class ListQuery
{
    public const int LongestPage = 2000;

    /// <summary>Page when no limit is given; old Go clients never ask for a second one.</summary>
    public const int DefaultPage = 1000;

    public static InstanceFilter Read(IQueryCollection query)
    {
        CheckEngine(query.Text("engine"));
        return new InstanceFilter
        {
            Name = query.Text("name"),
            ExactName = Flag(query, "exactMatchName"),
            Id = query.Text("id"),
            Status = query.Text("status") is { } status ? StatusNames.Parse(status) : null,
            IncludeFailed = Flag(query, "includeFailure"),
            EnterpriseProjectId = query.Text("enterprise_project_id") is { } id and not "all_granted_eps" ? id : null,
            Skip = Math.Max(Number(query, "start", 0, int.MaxValue) ?? 1, 1) - 1,
            Take = Number(query, "limit", 1, LongestPage) ?? DefaultPage,
        };
    }

    private static void CheckEngine(string? engine)
    {
        if (engine is not null)
        {
            InstanceRules.Engine(engine);
        }
    }

    /// <summary>"true" in any case; every other value is false (table 5-19).</summary>
    internal static bool Flag(IQueryCollection query, string name) => bool.TryParse(query.Text(name), out var value) && value;

    /// <exception cref="WarrenException">FilterInvalid.</exception>
    internal static int? Number(IQueryCollection query, string name, int least, int most)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new WarrenException(DmsErrors.FilterInvalid, name, most == int.MaxValue ? $"a whole number from {least}" : $"a whole number from {least} to {most}");
    }
}
