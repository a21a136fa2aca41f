using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using Warren.Contract.Dms;
using Warren.Contract.Json;
using Warren.Server.Iam;

namespace Warren.Server.Http;

/// <summary>The OpenAPI document at /openapi/v1.0.json, made from the mapped routes and records, and a page at /docs to read it.</summary>
internal static partial class ApiDescription
{
    public const string DocumentName = "v1.0";

    private const string TokenScheme = "token";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(DocumentName, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Warren",
                Version = DocumentName,
                Description = "RabbitMQ as a service: the DMS for RabbitMQ API, v1.0, and the identity and network calls around it. "
                    + "Requests carry a token in X-Auth-Token, or an AK/SK signature.",
            };
            document.Servers = []; // wherever the document was fetched from
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [TokenScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Header,
                    Name = Authentication.TokenHeader,
                    Description = "From POST /v3/auth/tokens, header X-Subject-Token of the answer. Good for 24 hours.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // What a lenient converter accepts, the exporter cannot see.
            schema.Type = context.JsonPropertyInfo?.CustomConverter switch
            {
                LenientInt32Converter => JsonSchemaType.Integer | JsonSchemaType.String | JsonSchemaType.Null,
                LenientBooleanConverter => JsonSchemaType.Boolean | JsonSchemaType.String | JsonSchemaType.Null,
                LenientStringConverter => JsonSchemaType.String | JsonSchemaType.Integer | JsonSchemaType.Boolean | JsonSchemaType.Null,
                _ => schema.Type,
            };
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi().AllowsAnyone();
        app.MapScalarApiReference("/docs", scalar => scalar
            .WithTitle("Warren API")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .AddDocument(DocumentName)
            .DisableDefaultFonts()
            .DisableTelemetry()).AllowsAnyone();
    }

    /// <summary>Adds what the framework cannot know: the permission, the way to prove oneself, and the errors.</summary>
    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var path = context.Description.RelativePath ?? "";
        operation.Tags = new HashSet<OpenApiTagReference> { new(Service(path), context.Document) };
        operation.OperationId ??= string.Join('_', $"{context.Description.HttpMethod}/{path}".Split(['/', '{', '}', '.'], StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        AddParameters(operation, context);
        var access = context.Description.ActionDescriptor.EndpointMetadata.OfType<RouteAccess>().LastOrDefault();
        if (access is { Anonymous: false })
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(TokenScheme, context.Document)] = [] }];
            if (access.Actions.Count > 0)
            {
                operation.Description = $"{operation.Description}\n\nPermission: {string.Join(" or ", access.Actions)}".Trim();
            }
        }

        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "An error: see docs/errors.md for every code.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(ErrorResponse), cancellationToken: ct) },
            },
        };
    }

    /// <summary>Parameters that no handler argument shows: path parts that authentication reads, and queries that are read as a whole.</summary>
    private static void AddParameters(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var known = (operation.Parameters ??= []).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (Match part in PathPart().Matches(context.Description.RelativePath ?? ""))
        {
            if (known.Add(part.Groups[1].Value))
            {
                operation.Parameters.Add(Text(part.Groups[1].Value, ParameterLocation.Path, null));
            }
        }

        foreach (var query in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryDescription>())
        {
            operation.Parameters.Add(Text(query.Name, ParameterLocation.Query, query.Description));
        }
    }

    private static OpenApiParameter Text(string name, ParameterLocation location, string? description) => new()
    {
        Name = name,
        In = location,
        Required = location == ParameterLocation.Path,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    [GeneratedRegex(@"\{([a-z_]+)[^}]*\}")]
    private static partial Regex PathPart();

    private static string Service(string path) => path switch
    {
        _ when path.StartsWith("v1.0/enterprise-projects", StringComparison.Ordinal) => "Enterprise projects",
        _ when path.Contains("metric", StringComparison.Ordinal) => "Monitoring",
        _ when path.StartsWith("v1.0", StringComparison.Ordinal) || path.StartsWith("v2/", StringComparison.Ordinal) => "DMS for RabbitMQ",
        _ when path.EndsWith("/traces", StringComparison.Ordinal) => "Audit",
        _ when path.StartsWith("v3/{project_id}", StringComparison.Ordinal) => "Network",
        _ when path.Length == 0 || path.StartsWith("v3", StringComparison.Ordinal) => "Identity",
        _ when path is "healthz" or "readyz" => "Health",
        _ => "Network",
    };
}
