namespace Warren.Server.Iam;

/// <summary>Who may call a route; declared where the route is mapped.</summary>
/// <param name="Actions">For example dms:instance:create; none: anyone who is authenticated; several: the body says which of them is asked for.</param>
/// <param name="Anonymous">No proof is asked.</param>
internal sealed record RouteAccess(IReadOnlyList<string> Actions, bool Anonymous);

internal static class RouteAccessExtensions
{
    /// <summary>The caller must be allowed this action, or the one of these that the body asks for.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder route, params IReadOnlyList<string> actions)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess(actions, Anonymous: false));

    /// <summary>Any authenticated caller (contract D25).</summary>
    public static TBuilder RequiresAuthentication<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess([], Anonymous: false));

    /// <summary>No proof is asked.</summary>
    public static TBuilder AllowsAnyone<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess([], Anonymous: true));
}
