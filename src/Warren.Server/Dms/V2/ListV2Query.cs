using Warren.Engine.Errors;
using Warren.Engine.Instances;
using Warren.Server.Dms.V1;
using Warren.Server.Http;

namespace Warren.Server.Dms.V2;

/// <summary>The query of the list call of /v2: what v1.0 asks under other names, and pages by offset.</summary>
internal static class ListV2Query
{
    public const int LongestPage = 50;
    public const int DefaultPage = 10;

    /// <exception cref="WarrenException">FilterInvalid or EngineUnsupported.</exception>
    public static InstanceFilter Read(IQueryCollection query)
    {
        var shared = ListQuery.Read(query);
        var (skip, take) = Page(query, LongestPage);
        return shared with
        {
            ExactName = ListQuery.Flag(query, "exact_match_name"),
            Id = query.Text("instance_id"),
            IncludeFailed = ListQuery.Flag(query, "include_failure"),
            Skip = skip,
            Take = take,
        };
    }

    /// <summary>offset rows are left out, limit rows come.</summary>
    /// <exception cref="WarrenException">FilterInvalid.</exception>
    public static (int Skip, int Take) Page(IQueryCollection query, int longest) =>
        (ListQuery.Number(query, "offset", 0, int.MaxValue) ?? 0, ListQuery.Number(query, "limit", 1, longest) ?? DefaultPage);

    /// <summary>Says in the API's description what <see cref="Page"/> reads.</summary>
    public static RouteHandlerBuilder WithOffset(this RouteHandlerBuilder route, int longest) => route
        .WithQuery("offset", "rows to leave out, from 0; default 0")
        .WithQuery("limit", $"rows at most, 1 to {longest}; default {DefaultPage}");
}
