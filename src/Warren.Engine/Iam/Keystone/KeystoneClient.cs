using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Errors;

namespace Warren.Engine.Iam.Keystone;

/// <summary>Asks Keystone about tokens, as the user of the settings: a few questions at a time, and none for longer than the settings say.</summary>
public sealed class KeystoneClient(IHttpClientFactory factory, IOptions<KeystoneOptions> options, TimeProvider clock, ILogger<KeystoneClient> logger) : IDisposable
{
    /// <summary>Name of its HTTP client.</summary>
    public const string HttpName = "keystone";

    private const string TokenHeader = "X-Auth-Token";
    private const string SubjectHeader = "X-Subject-Token";

    private static readonly string[] SignInMethods = ["password"];

    private readonly SemaphoreSlim slots = new(options.Value.MostCalls);
    private readonly SemaphoreSlim signingIn = new(1);
    private string? ownToken;

    /// <summary>What Keystone says of a token; null when it does not know it (any more).</summary>
    /// <exception cref="WarrenException">Unavailable: Keystone does not answer in time, or not as it should. Why is in the log.</exception>
    public async Task<KeystoneToken?> ValidateAsync(string token)
    {
        using var limit = new CancellationTokenSource(options.Value.Timeout, clock);
        try
        {
            await slots.WaitAsync(limit.Token);
            try
            {
                return await AskAsync(token, limit.Token);
            }
            finally
            {
                slots.Release();
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or IOException or UnauthorizedAccessException)
        {
            Log.KeystoneUnavailable(logger, e is OperationCanceledException ? $"it does not answer within {options.Value.Timeout}" : e.Message);
            throw new WarrenException(DmsErrors.Unavailable);
        }
    }

    public void Dispose()
    {
        slots.Dispose();
        signingIn.Dispose();
    }

    private async Task<KeystoneToken?> AskAsync(string token, CancellationToken ct)
    {
        using var http = factory.CreateClient(HttpName);
        var own = ownToken ?? await SignInAsync(http, null, ct);
        var (status, body) = await AskAsync(http, token, own, ct);
        if (status == HttpStatusCode.Unauthorized)
        {
            // Our own token has ended; whatever is wrong with the other one would be a 404.
            (status, body) = await AskAsync(http, token, await SignInAsync(http, own, ct), ct);
        }

        return status switch
        {
            HttpStatusCode.OK => KeystoneAnswer.Read(body, options.Value),
            HttpStatusCode.NotFound => null,
            HttpStatusCode.Forbidden => throw new HttpRequestException($"its user {options.Value.User} may not ask about tokens: it needs the role service or admin in the project {options.Value.Project}"),
            _ => throw new HttpRequestException($"it answers {(int)status}"),
        };
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(HttpClient http, string token, string own, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address("?nocatalog"));
        request.Headers.Add(TokenHeader, own);
        request.Headers.Add(SubjectHeader, token);
        using var answer = await http.SendAsync(request, ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    /// <summary>A token of our own in place of one that has ended; one sign-in at a time, and none when another call has done it meanwhile.</summary>
    private async Task<string> SignInAsync(HttpClient http, string? ended, CancellationToken ct)
    {
        await signingIn.WaitAsync(ct);
        try
        {
            if (ownToken is { } current && current != ended)
            {
                return current;
            }

            // With its length told beforehand: WSGI servers read no chunks.
            using var content = new StringContent(SignInBody(), Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(Address("?nocatalog"), content, ct);
            if (answer.StatusCode != HttpStatusCode.Created || !answer.Headers.TryGetValues(SubjectHeader, out var tokens))
            {
                throw new HttpRequestException($"signing in as {options.Value.User} is answered with {(int)answer.StatusCode}");
            }

            return ownToken = tokens.First();
        }
        finally
        {
            signingIn.Release();
        }
    }

    private Uri Address(string query) => new($"{options.Value.Url!.TrimEnd('/')}/auth/tokens{query}");

    private string SignInBody()
    {
        var settings = options.Value;
        return JsonSerializer.Serialize(new
        {
            auth = new
            {
                identity = new
                {
                    methods = SignInMethods,
                    password = new { user = new { name = settings.User, domain = new { id = settings.UserDomainId }, password = settings.ReadPassword().Reveal() } },
                },
                scope = new { project = new { name = settings.Project, domain = new { id = settings.ProjectDomainId } } },
            },
        });
    }
}
