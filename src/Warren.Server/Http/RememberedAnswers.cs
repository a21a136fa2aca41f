using Microsoft.AspNetCore.Http.Features;
using Warren.Engine.Iam;
using Warren.Engine.Store;
using Warren.Server.Iam;

namespace Warren.Server.Http;

/// <summary>
/// Answers of routes that depend on nothing but the request and the store. Clients that wait for an instance ask for it again and again: until something is committed, and for a
/// second at most, the same caller gets the same bytes from the same address. Who calls is proven each time before; that the caller may is part of what is remembered.
/// </summary>
internal static class RememberedAnswers
{
    /// <summary>Bytes of all bodies.</summary>
    public const long Most = 16 << 20;

    private const int LargestBody = 1 << 20;

    /// <summary>The answer depends on the request's path and query, its caller and address, and the store alone.</summary>
    public static TBuilder AnswersFromStore<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(FromStore.Instance);

    /// <summary>Answers from memory, or lets the request be answered and remembers that.</summary>
    /// <param name="http">The request, whose caller is proven.</param>
    /// <param name="answer">Authorizes it and runs the route.</param>
    public static async Task AnswerAsync(HttpContext http, Func<Task> answer)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<FromStore>() is null || Proof(http.Caller()) is not { } proof)
        {
            await answer();
            return;
        }

        var memory = http.RequestServices.GetRequiredService<StoreMemory<Answer>>();
        var version = http.StoreVersion();
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget; // path and query as they came: nothing is to be put together again
        var key = $"{proof} {http.Caller().ProjectId} {http.Connection.RemoteIpAddress} {RequestLanguage.Of(http.Request).Name} {target}";
        if (memory.TryGet(key, version, out var known))
        {
            await WriteAsync(http, known);
            return;
        }

        if (version is null)
        {
            await answer();
            return;
        }

        var body = http.Response.Body;
        using var written = new MemoryStream();
        http.Response.Body = written;
        try
        {
            await answer();
        }
        finally
        {
            http.Response.Body = body;
        }

        var made = new Answer(http.Response.ContentType, written.ToArray());
        if (http.Response.StatusCode == StatusCodes.Status200OK && made.Body.Length <= LargestBody)
        {
            memory.Keep(key, version, made, made.Body.Length + key.Length);
        }

        if (made.Body.Length > 0)
        {
            await WriteAsync(http, made);
        }
    }

    /// <summary>What the caller was proven by; null: by something that ends or narrows otherwise, of which nothing is remembered.</summary>
    private static string? Proof(Caller caller) => caller.SessionPolicy is null && caller.FederatedRoles is null ? caller.Token?.Id ?? caller.AccessKey : null;

    private static async Task WriteAsync(HttpContext http, Answer answer)
    {
        http.Response.ContentType = answer.ContentType;
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }

    /// <summary>A good answer.</summary>
    internal sealed record Answer(string? ContentType, byte[] Body);

    private sealed class FromStore
    {
        public static FromStore Instance { get; } = new();
    }
}
