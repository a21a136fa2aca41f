using Microsoft.EntityFrameworkCore;
using Warren.Engine.Audit;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Network;
using Warren.Engine.Store;
using Warren.Server.Audit;
using Warren.Server.Iam;

namespace Warren.Server.Http;

/// <summary>The one translator at the edge: turns refusals, faults, unknown paths and wrong methods into JSON errors.</summary>
internal static class ErrorHandling
{
    public static IApplicationBuilder UseErrorHandling(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
            await ExplainEmptyAsync(http);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await TranslateAsync(http, e);
        }
    });

    private static Task TranslateAsync(HttpContext http, Exception exception)
    {
        var logger = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Warren.Server.Http");
        switch (exception)
        {
            case WarrenException refusal:
                return ErrorWriter.WriteAsync(http, refusal.Code, refusal.Arguments);
            case NetworkException refusal:
                return ErrorWriter.WriteAsync(http, refusal);
            case SignInException refusal:
                http.AuditAs(refusal.Subject);
                return ErrorWriter.WriteKeystoneAsync(http, refusal.Status, refusal.Message);
            case IamException refusal:
                return ErrorWriter.WriteIamAsync(http, refusal.Status, refusal.Message);
            case SignatureException refusal:
                http.AuditAs(refusal.Owner is { } owner ? AuditSubject.Of(owner) : null);
                return ErrorWriter.WriteGatewayAsync(http, refusal.Message);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return ErrorWriter.WriteAsync(http, DmsErrors.BodyTooLarge);
            case BadHttpRequestException bad:
                return ErrorWriter.WriteAsync(http, DmsErrors.BodyInvalid, bad.Message.TrimEnd('.'));
            case OperationCanceledException when http.RequestAborted.IsCancellationRequested:
                return Task.CompletedTask; // nobody listens any more
            case var e when StoreFailure.IsUnavailable(e):
                Log.StoreUnavailable(logger, http.TraceIdentifier, http.Request.Method, http.Request.Path, e.GetBaseException().Message);
                return ErrorWriter.WriteAsync(http, DmsErrors.Unavailable);
            case DbUpdateException e when StoreFailure.IsDuplicate(e):
                // Another call made the same at the same moment, after this one had looked for it.
                return ErrorFamilies.Of(http) is ErrorFamily.Keystone or ErrorFamily.Iam
                    ? ErrorWriter.WriteIamAsync(http, StatusCodes.Status409Conflict, "Another call made the same at this moment.")
                    : ErrorWriter.WriteAsync(http, DmsErrors.Unavailable);
            default:
                Log.RequestFailed(logger, http.TraceIdentifier, http.Request.Method, http.Request.Path, exception);
                return ErrorWriter.WriteAsync(http, DmsErrors.Internal);
        }
    }

    /// <summary>Routing answers an unknown path, a wrong method or another Content-Type with a bare status; give it a body.</summary>
    private static Task ExplainEmptyAsync(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            return Task.CompletedTask;
        }

        return http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound when http.GetEndpoint() is null => ErrorWriter.WriteAsync(http, DmsErrors.PathUnknown, http.Request.Path.Value ?? ""),
            StatusCodes.Status405MethodNotAllowed => ErrorWriter.WriteAsync(
                http, DmsErrors.MethodNotAllowed, http.Request.Method, http.Response.Headers.Allow.ToString()),
            StatusCodes.Status415UnsupportedMediaType => ErrorWriter.WriteAsync(http, DmsErrors.BodyInvalid, "Content-Type has to be application/json"),
            _ => Task.CompletedTask,
        };
    }
}
