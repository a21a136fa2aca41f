namespace Warren.Server.Iam;

/// <summary>Who may call a route; declared where the route is mapped.</summary>
/// <param name="Action">For example dms:instance:create; null: anyone who is authenticated.</param>
/// <param name="Anonymous">No proof is asked.</param>
internal sealed record RouteAccess(string? Action, bool Anonymous);

internal static class RouteAccessExtensions
{
    /// <summary>The caller must be allowed this action.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder route, string action)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess(action, Anonymous: false));

    /// <summary>Any authenticated caller (contract D25).</summary>
    public static TBuilder RequiresAuthentication<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess(null, Anonymous: false));

    /// <summary>No proof is asked.</summary>
    public static TBuilder AllowsAnyone<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess(null, Anonymous: true));
}
