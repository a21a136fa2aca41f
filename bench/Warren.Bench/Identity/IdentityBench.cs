using System.Net.Http.Json;
using Warren.Bench.Report;
using Warren.Contract.Iam;
using Warren.Contract.Signing;
using Warren.Keystone;

namespace Warren.Bench.Identity;

/// <summary>
/// CPU time of checking a token and a signature in Warren, beside Keystone's validation of a fernet token, in turn on the same machine. A check by itself
/// cannot be seen from outside, so each side is charged the difference of two calls to the same process: one that needs a proof and does nothing else of
/// weight, less one that needs none, whose answer is about as long. Warren: <c>GET /v3/auth/domains</c>, with a project's token or signature, less
/// <c>GET /v3</c>. Keystone: <c>GET /v3/auth/tokens?nocatalog</c>, by which every service of a cloud has a token checked, less <c>GET /v3</c>; the token
/// vouches for itself, which spares Keystone a second one to check. The whole calls are printed too. No password is hashed in any of them.
/// </summary>
internal static class IdentityBench
{
    private const int WarrenCalls = 10_000;
    private const int KeystoneCalls = 150;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, CancellationToken ct)
    {
        if (KeystoneServer.Missing is { } missing)
        {
            throw new InvalidOperationException(missing);
        }

        await using var warren = await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, ct, "--fake-brokers");
        await using var keystone = await KeystoneServer.StartAsync(ct);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var toWarren = new HttpClient(handler, disposeHandler: false) { BaseAddress = new Uri(warren.Text("url")) };
        using var toKeystone = new HttpClient(handler, disposeHandler: false) { BaseAddress = keystone.Url };
        var ours = await WarrenCallsAsync(warren, toWarren, ct);
        var theirs = await KeystoneCallsAsync(keystone, toKeystone, ct);
        for (var round = 0; round <= rounds; round++)
        {
            await RunAsync(ours, WarrenCalls, warmUp: round == 0, ct);
            await RunAsync(theirs, KeystoneCalls, warmUp: round == 0, ct);
        }

        Figure Compare(string what, MeasuredCall own, MeasuredCall? lessOwn, MeasuredCall? lessTheirs) => new(
            "Beside Keystone", what, "ms CPU", own.Less(lessOwn), "Keystone, a token", theirs.Token.Less(lessTheirs));
        return
        [
            Compare("checking a token", ours.Token, ours.Bare, theirs.Bare),
            Compare("checking a signature", ours.Signature!, ours.Bare, theirs.Bare),
            Compare("a whole call with a token", ours.Token, null, null),
        ];
    }

    private static async Task<Calls> WarrenCallsAsync(MeasuredWarren warren, HttpClient http, CancellationToken ct)
    {
        var project = warren.Text("project_id");
        var token = await TokenAsync(warren, http, project, ct);
        var checkedPath = new Uri(http.BaseAddress!, "/v3/auth/domains");
        var signer = new Signer(warren.Text("access_key"), warren.Text("secret_key"));
        MeasuredCall Call(Uri path, Func<IReadOnlyList<(string, string)>> headers) => new(http, warren.Pid, path, headers);
        return new Calls(
            Call(new Uri(http.BaseAddress!, "/v3"), () => []),
            Call(checkedPath, () => [("X-Auth-Token", token)]),
            Call(checkedPath, () =>
            {
                var signed = signer.Sign("GET", checkedPath, [], default, TimeProvider.System.GetUtcNow());
                return [("Authorization", signed.Authorization), ("X-Sdk-Date", signed.SdkDate), ("X-Project-Id", project)];
            }));
    }

    private static async Task<string> TokenAsync(MeasuredWarren warren, HttpClient http, string project, CancellationToken ct)
    {
        var user = new PasswordUserRequest { Name = warren.Text("user"), Password = warren.Text("password"), Domain = new NamedReference { Name = warren.Text("account") } };
        var request = new TokenRequest
        {
            Auth = new AuthRequest
            {
                Identity = new IdentityRequest { Methods = ["password"], Password = new PasswordRequest { User = user } },
                Scope = new ScopeRequest { Project = new ProjectScopeRequest { Id = project } },
            },
        };
        using var answer = await http.PostAsJsonAsync(new Uri("/v3/auth/tokens", UriKind.Relative), request, IamJson.Wire.TokenRequest, ct);
        return answer.EnsureSuccessStatusCode().Headers.GetValues("X-Subject-Token").Single();
    }

    private static async Task<Calls> KeystoneCallsAsync(KeystoneServer keystone, HttpClient http, CancellationToken ct)
    {
        using var client = await KeystoneClient.SignInAsync(keystone, ct);
        var token = await client.TokenAsync("admin", KeystoneServer.AdminPassword, "admin", ct);
        MeasuredCall Call(string path, IReadOnlyList<(string, string)> headers) => new(http, keystone.Pid, new Uri(keystone.Url + path), () => headers);
        return new Calls(
            Call("", []),
            Call("/auth/tokens?nocatalog", [("X-Auth-Token", token), ("X-Subject-Token", token)]),
            null);
    }

    private static async Task RunAsync(Calls calls, int count, bool warmUp, CancellationToken ct)
    {
        foreach (var call in calls.All)
        {
            await call.RunAsync(count, warmUp, ct);
        }
    }

    /// <summary>The calls of one side.</summary>
    private sealed record Calls(MeasuredCall Bare, MeasuredCall Token, MeasuredCall? Signature)
    {
        public IEnumerable<MeasuredCall> All => Signature is null ? [Bare, Token] : [Bare, Token, Signature];
    }
}
