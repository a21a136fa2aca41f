namespace Warren.Server.Iam;

/// <summary>Who may call a route; declared where the route is mapped.</summary>
/// <param name="Actions">For example dms:instance:create; none: anyone who is authenticated; several: the body says which of them is asked for.</param>
/// <param name="Anonymous">No proof is asked.</param>
internal sealed record RouteAccess(IReadOnlyList<string> Actions, bool Anonymous)
{
    /// <summary>The handler decides, since only it knows what is asked for; before it, only those are refused whom no grant allows any of the actions.</summary>
    public bool DecidedByHandler { get; init; }

    /// <summary>The path part with a user's id: what is one's own needs no grant.</summary>
    public string? OwnUser { get; init; }
}

internal static class RouteAccessExtensions
{
    /// <summary>The caller must be allowed this action on what the path names, or the one of these that the body asks for.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder route, params IReadOnlyList<string> actions)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess(actions, Anonymous: false) { DecidedByHandler = actions.Count > 1 });

    /// <summary>The caller must be allowed this action, and the handler checks it: by what the body names, or by leaving out of a list what is not allowed.</summary>
    public static TBuilder RequiresInHandler<TBuilder>(this TBuilder route, string action)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess([action], Anonymous: false) { DecidedByHandler = true });

    /// <summary>The caller must be allowed this action, or be the user that the path names.</summary>
    public static TBuilder RequiresUnlessOwn<TBuilder>(this TBuilder route, string action, string ownUser = "user_id")
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess([action], Anonymous: false) { OwnUser = ownUser });

    /// <summary>Any authenticated caller (as real clients need it).</summary>
    public static TBuilder RequiresAuthentication<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess([], Anonymous: false));

    /// <summary>No proof is asked.</summary>
    public static TBuilder AllowsAnyone<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess([], Anonymous: true));
}
