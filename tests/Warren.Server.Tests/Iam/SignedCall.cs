using System.Text;
using Warren.Contract.Signing;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Iam;

/// <summary>A call signed in the present form, with whatever key.</summary>
internal static class SignedCall
{
    public static Task<Answer> SignedAsync(
        this WarrenHost host, string method, string path, string access, string secret, string? body = null, params (string Name, string Value)[] unsigned)
    {
        var clock = (TimeProvider)host.Services.GetService(typeof(TimeProvider))!;
        var signature = new Signer(access, secret, SignatureForm.Access).Sign(method, new Uri(host.Url, path), [], Encoding.UTF8.GetBytes(body ?? ""), clock.GetUtcNow());
        return host.SendAsync(method, path, body, [("Authorization", signature.Authorization), ("X-Sdk-Date", signature.SdkDate), .. unsigned]);
    }
}
