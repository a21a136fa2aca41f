using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Client;

namespace Warren.WebConsole.Session;

/// <summary>What the API gives the session's token, as a file for the browser; what it refuses, with its words and status.</summary>
internal static class DownloadedFile
{
    public static async Task<Results<FileContentHttpResult, ContentHttpResult>> OfAsync(HttpContext http, SignedInUser user, Func<Task<byte[]>> fetch, string contentType, string name)
    {
        user.Load(http.User);
        user.Source = CallerAddress.Of(http);
        try
        {
            return TypedResults.File(await fetch(), contentType, name);
        }
        catch (ApiException e)
        {
            return TypedResults.Text(e.Message, statusCode: e.Status == 0 ? StatusCodes.Status502BadGateway : e.Status);
        }
    }
}
