using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using Warren.Contract.Dms.V1;
using Warren.Contract.Iam;
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
            var value = JsonSerializer.Deserialize(bytes, Type) ?? throw new WarrenException(DmsErrors.BodyInvalid, "an object is expected, null was found");
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

    private static string Describe(JsonException e)
    {
        var member = e.Path is { Length: > 2 } path ? path[2..] : null;
        return member is not null && !e.Message.Contains("invalid", StringComparison.Ordinal)
            ? $"the value of {member} has the wrong JSON type, or the member stands there twice"
            : $"not valid JSON in line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}";
    }

    private static JsonTypeInfo<T> FindType() =>
        ((JsonSerializerContext[])[DmsV1Json.Wire, IamJson.Wire])
            .Select(context => context.GetTypeInfo(typeof(T)))
            .OfType<JsonTypeInfo<T>>()
            .First();
}
