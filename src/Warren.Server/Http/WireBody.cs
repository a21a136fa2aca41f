using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using Warren.Engine.Errors;

namespace Warren.Server.Http;

/// <summary>
/// A request body read with our own errors (decision 0.11): none is BodyEmpty, bad JSON, a wrong type or a member given twice is BodyInvalid and says where.
/// </summary>
internal sealed class WireBody<T> : IBindableFromHttpContext<WireBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    private static readonly JsonTypeInfo<T> Type = FindType();

    public required T Value { get; init; }

    public static async ValueTask<WireBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        if (bytes.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new WarrenException(DmsErrors.BodyEmpty);
        }

        try
        {
            var value = JsonSerializer.Deserialize(bytes, Type) ?? throw new WarrenException(DmsErrors.BodyInvalid, "an object is expected");
            WholeText.Expect(bytes);
            return new WireBody<T> { Value = value };
        }
        catch (JsonException e)
        {
            throw new WarrenException(DmsErrors.BodyInvalid, Describe(e));
        }
    }

    /// <summary>Tells the API description what the body is.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    /// <summary>Where and what: the reader's own complaint, about JSON as such, comes wrapped; all others are about a value.</summary>
    private static string Describe(JsonException e) => e switch
    {
        { InnerException: JsonException } => $"not valid JSON in line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}",
        { Path.Length: > 2 } => $"the value of {e.Path[2..]} has the wrong JSON type, or the member stands there twice",
        _ => "an object is expected",
    };

    private static JsonTypeInfo<T> FindType() =>
        WireContexts.All
            .Select(context => context.GetTypeInfo(typeof(T)))
            .OfType<JsonTypeInfo<T>>()
            .First();
}
