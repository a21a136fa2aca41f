using System.Globalization;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Network;

/// <summary>The queries of the network services. An empty parameter counts as absent (as real clients need it).</summary>
internal static class NetworkQuery
{
    /// <summary>What asks for every enterprise project that the caller may see, which is no filter.</summary>
    private const string AllEnterpriseProjects = "all_granted_eps";

    public static string? Text(this HttpContext http, string name) => http.Request.Query.Text(name);

    /// <summary>true or false in any case; anything else is no filter.</summary>
    public static bool? Flag(this HttpContext http, string name) => bool.TryParse(http.Text(name), out var flag) ? flag : null;

    public static string? EnterpriseProject(this HttpContext http) => http.Text("enterprise_project_id") is { } id and not AllEnterpriseProjects ? id : null;

    /// <summary>limit (0, which some clients send for none, to 2000) and marker.</summary>
    /// <exception cref="NetworkException">Invalid.</exception>
    public static Page Page(this HttpContext http, NetworkKind kind)
    {
        var limit = http.Text("limit") is { } text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= Engine.Network.Page.Longest
                ? value
                : throw new NetworkException(NetworkFault.Invalid, kind, $"limit must be a whole number from 0 to {Engine.Network.Page.Longest}.")
            : 0;
        return new Page(limit == 0 ? Engine.Network.Page.Longest : limit, http.Text("marker"));
    }

    /// <summary>Describes a list's query: these filters, and the two of a page.</summary>
    public static TBuilder Paged<TBuilder>(this TBuilder route, params IReadOnlyList<string> filters)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var filter in filters)
        {
            route.WithQuery(filter, "only what has this value");
        }

        return route
            .WithQuery("limit", $"items at most, 1 to {Engine.Network.Page.Longest}, which is the default")
            .WithQuery("marker", "id of the last item of the page before");
    }

    /// <summary>Whether a neutron list is asked for another project's things, of which nothing is shown.</summary>
    public static bool AsksForOthers(this HttpContext http) => (http.Text("project_id") ?? http.Text("tenant_id")) is { } project && project != http.Caller().ProjectId;

    /// <summary>The object in a body's envelope.</summary>
    /// <exception cref="NetworkException">Invalid.</exception>
    public static T Require<T>(T? value, NetworkKind kind, string name)
        where T : class => value ?? throw new NetworkException(NetworkFault.Invalid, kind, $"The body must have the member {name}.");
}
