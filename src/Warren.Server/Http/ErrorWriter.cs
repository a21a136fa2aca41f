using Microsoft.AspNetCore.WebUtilities;
using Warren.Contract.Dms;
using Warren.Contract.Dms.V1;
using Warren.Contract.Iam;
using Warren.Engine.Errors;

namespace Warren.Server.Http;

/// <summary>Writes every error, in the shape of the service whose path was called (contract 2.1).</summary>
internal static class ErrorWriter
{
    public static Task WriteAsync(HttpContext http, ErrorCode code, params IReadOnlyList<object> arguments)
    {
        var message = ErrorText.Format(code, arguments, RequestLanguage.Of(http.Request));
        return IsKeystone(http.Request.Path) || IsIam(http.Request.Path)
            ? WriteIamAsync(http, code.Status, message)
            : WriteDmsAsync(http, code, message);
    }

    /// <summary>An error of the identity administration: Keystone's shape on /v3, the cloud's own on /v3.0.</summary>
    public static Task WriteIamAsync(HttpContext http, int status, string message)
    {
        if (!IsIam(http.Request.Path))
        {
            return WriteKeystoneAsync(http, status, message);
        }

        http.Response.StatusCode = status;
        var body = new ErrorResponse { ErrorCode = IamCode(status), ErrorMsg = message, RequestId = http.TraceIdentifier };
        return http.Response.WriteAsJsonAsync(body, DmsV1Json.Wire.ErrorResponse, cancellationToken: http.RequestAborted);
    }

    /// <summary>An error of the identity calls that has no DMS code.</summary>
    public static Task WriteKeystoneAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        var body = new KeystoneErrorResponse { Error = new KeystoneError { Code = status, Message = message, Title = ReasonPhrases.GetReasonPhrase(status) } };
        return http.Response.WriteAsJsonAsync(body, IamJson.Wire.KeystoneErrorResponse, cancellationToken: http.RequestAborted);
    }

    /// <summary>A refused signature, as the gateway before the services answers it.</summary>
    public static Task WriteGatewayAsync(HttpContext http, string reason)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        var body = new ErrorResponse { ErrorCode = "APIGW.0301", ErrorMsg = $"Incorrect IAM authentication information: {reason}", RequestId = http.TraceIdentifier };
        return http.Response.WriteAsJsonAsync(body, DmsV1Json.Wire.ErrorResponse, cancellationToken: http.RequestAborted);
    }

    private static Task WriteDmsAsync(HttpContext http, ErrorCode code, string message)
    {
        http.Response.StatusCode = code.Status;
        var v2 = http.Request.Path.StartsWithSegments("/v2", StringComparison.OrdinalIgnoreCase);
        var body = new ErrorResponse { ErrorCode = v2 ? code.V2 : code.V1, ErrorMsg = message, RequestId = http.TraceIdentifier };
        return http.Response.WriteAsJsonAsync(body, DmsV1Json.Wire.ErrorResponse, cancellationToken: http.RequestAborted);
    }

    /// <summary>The cloud's numbers for what a status means.</summary>
    private static string IamCode(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "IAM.0007",
        StatusCodes.Status401Unauthorized => "IAM.0001",
        StatusCodes.Status403Forbidden => "IAM.0003",
        StatusCodes.Status404NotFound => "IAM.0004",
        StatusCodes.Status409Conflict => "IAM.0005",
        _ => "IAM.0006",
    };

    private static bool IsIam(PathString path) => path.StartsWithSegments("/v3.0", StringComparison.OrdinalIgnoreCase);

    private static bool IsKeystone(PathString path) => path.StartsWithSegments("/v3", StringComparison.OrdinalIgnoreCase);
}
