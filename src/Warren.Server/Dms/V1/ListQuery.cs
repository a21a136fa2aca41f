using System.Globalization;
using Warren.Engine.Errors;
using Warren.Engine.Instances;

namespace Warren.Server.Dms.V1;

/// <summary>The query of the list call (table 5-19 and what real clients need). An empty parameter counts as absent.</summary>
internal static class ListQuery
{
    public const int LongestPage = 2000;

    /// <summary>Page when no limit is given; old Go clients never ask for a second one.</summary>
    public const int DefaultPage = 1000;

    public static InstanceFilter Read(IQueryCollection query)
    {
        CheckEngine(Text(query, "engine"));
        return new InstanceFilter
        {
            Name = Text(query, "name"),
            ExactName = Flag(query, "exactMatchName"),
            Id = Text(query, "id"),
            Status = Text(query, "status") is { } status ? StatusNames.Parse(status) : null,
            IncludeFailed = Flag(query, "includeFailure"),
            EnterpriseProjectId = Text(query, "enterprise_project_id") is { } id and not "all_granted_eps" ? id : null,
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

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>"true" in any case; every other value is false (table 5-19).</summary>
    private static bool Flag(IQueryCollection query, string name) => bool.TryParse(Text(query, name), out var value) && value;

    private static int? Number(IQueryCollection query, string name, int least, int most)
    {
        if (Text(query, name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new WarrenException(DmsErrors.FilterInvalid, name, most == int.MaxValue ? $"a whole number from {least}" : $"a whole number from {least} to {most}");
    }
}
