namespace Warren.Server.Http;

/// <summary>A query parameter that a handler reads by itself, for the API description.</summary>
internal sealed record QueryDescription(string Name, string Description);

internal static class QueryDescriptionExtensions
{
    public static TBuilder WithQuery<TBuilder>(this TBuilder route, string name, string description)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new QueryDescription(name, description));
}
