using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Warren.Contract.Dms;
using Warren.Contract.Dms.V1;
using Warren.Contract.Eps;
using Warren.Contract.Iam;
using Warren.Contract.Neutron;
using Warren.Contract.Vpc.V1;
using Warren.Contract.Vpc.V3;
using Warren.Engine.Errors;
using Warren.Engine.Network;
using Warren.Engine.Store;
using VpcV1Error = Warren.Contract.Vpc.V1.VpcErrorResponse;
using VpcV3Error = Warren.Contract.Vpc.V3.VpcErrorResponse;

namespace Warren.Server.Http;

/// <summary>Writes every error, in the shape of the service whose path was called (as real clients need it).</summary>
internal static class ErrorWriter
{
    public static Task WriteAsync(HttpContext http, ErrorCode code, params IReadOnlyList<object> arguments)
    {
        var message = ErrorText.Format(code, arguments, RequestLanguage.Of(http.Request));
        return ErrorFamilies.Of(http) switch
        {
            ErrorFamily.Keystone or ErrorFamily.Iam => WriteIamAsync(http, code.Status, message),
            ErrorFamily.VpcV1 or ErrorFamily.VpcV3 => WriteVpcAsync(http, code.Status, NetworkErrors.VpcCode(code), message),
            ErrorFamily.Neutron => WriteNeutronAsync(http, code.Status, NetworkErrors.NeutronType(code), message),
            ErrorFamily.Eps => WriteEpsAsync(http, code.Status, NetworkErrors.EpsCode(code.Status), message),
            _ => WriteDmsAsync(http, code, message),
        };
    }

    /// <summary>A refusal of the services around an instance.</summary>
    public static Task WriteAsync(HttpContext http, NetworkException refusal)
    {
        var status = NetworkErrors.Status(refusal.Fault);
        return ErrorFamilies.Of(http) switch
        {
            ErrorFamily.VpcV1 or ErrorFamily.VpcV3 => WriteVpcAsync(http, status, NetworkErrors.VpcCode(refusal), refusal.Message),
            ErrorFamily.Neutron => WriteNeutronAsync(http, status, NetworkErrors.NeutronType(refusal), refusal.Message),
            ErrorFamily.Eps => WriteEpsAsync(http, status, NetworkErrors.EpsCode(status), refusal.Message),
            _ => WriteKeystoneAsync(http, status, refusal.Message),
        };
    }

    /// <summary>An error of the identity administration: Keystone's shape on /v3, the cloud's own on /v3.0.</summary>
    public static Task WriteIamAsync(HttpContext http, int status, string message)
    {
        if (ErrorFamilies.Of(http) != ErrorFamily.Iam)
        {
            return WriteKeystoneAsync(http, status, message);
        }

        return WriteAsync(
            http,
            status,
            new WrittenError(IamCode(status), message),
            new ErrorResponse { ErrorCode = IamCode(status), ErrorMsg = message, RequestId = http.TraceIdentifier },
            DmsV1Json.Wire.ErrorResponse);
    }

    /// <summary>An error of the identity calls that has no DMS code.</summary>
    public static Task WriteKeystoneAsync(HttpContext http, int status, string message) => WriteAsync(
        http,
        status,
        new WrittenError(status.ToString(CultureInfo.InvariantCulture), message),
        new KeystoneErrorResponse { Error = new KeystoneError { Code = status, Message = message, Title = ReasonPhrases.GetReasonPhrase(status) } },
        IamJson.Wire.KeystoneErrorResponse);

    /// <summary>A refused signature, as the gateway before the services answers it.</summary>
    public static Task WriteGatewayAsync(HttpContext http, string reason) =>
        WriteGatewayAsync(http, StatusCodes.Status401Unauthorized, "APIGW.0301", $"Incorrect IAM authentication information: {reason}");

    /// <summary>What the gateway before the services refuses, whatever the service.</summary>
    public static Task WriteGatewayAsync(HttpContext http, int status, string code, string message) => WriteAsync(
        http,
        status,
        new WrittenError(code, message),
        new ErrorResponse { ErrorCode = code, ErrorMsg = message, RequestId = http.TraceIdentifier },
        DmsV1Json.Wire.ErrorResponse);

    private static Task WriteDmsAsync(HttpContext http, ErrorCode code, string message)
    {
        var v2 = http.Request.Path.StartsWithSegments("/v2", StringComparison.OrdinalIgnoreCase);
        var body = new ErrorResponse { ErrorCode = v2 ? code.V2 : code.V1, ErrorMsg = message, RequestId = http.TraceIdentifier };
        return WriteAsync(http, code.Status, new WrittenError(body.ErrorCode, message), body, DmsV1Json.Wire.ErrorResponse);
    }

    private static Task WriteVpcAsync(HttpContext http, int status, string code, string message) => ErrorFamilies.Of(http) == ErrorFamily.VpcV3
        ? WriteAsync(http, status, new WrittenError(code, message), new VpcV3Error { ErrorCode = code, ErrorMsg = message, RequestId = http.TraceIdentifier }, VpcV3Json.Wire.VpcErrorResponse)
        : WriteAsync(http, status, new WrittenError(code, message), new VpcV1Error { Code = code, Message = message }, VpcV1Json.Wire.VpcErrorResponse);

    private static Task WriteNeutronAsync(HttpContext http, int status, string type, string message) => WriteAsync(
        http, status, new WrittenError(type, message), new NeutronErrorResponse { Error = new NeutronError { Message = message, Type = type, Detail = "" } }, NeutronJson.Wire.NeutronErrorResponse);

    private static Task WriteEpsAsync(HttpContext http, int status, string code, string message) =>
        WriteAsync(http, status, new WrittenError(code, message), new EpsErrorResponse { ErrorCode = code, ErrorMsg = message }, EpsJson.Wire.EpsErrorResponse);

    private static Task WriteAsync<T>(HttpContext http, int status, WrittenError error, T body, JsonTypeInfo<T> type)
    {
        http.Features.Set(error);
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = StoreFailure.RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return http.Response.WriteAsJsonAsync(body, type, cancellationToken: http.RequestAborted);
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
}
