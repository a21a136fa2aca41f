using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Warren.Engine.Iam.Keystone;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Iam.Federation;

/// <summary>A Keystone behind the HTTP client: knows the tokens that a test gives it, and counts what it is asked.</summary>
internal sealed class FakeKeystone(FakeTimeProvider clock) : HttpMessageHandler
{
    public const string Password = "service-password";
    public const string Project = "8359986941104021bcabd64b560392a1";
    public const string User = "da44a4496c3540e4ac3b42b9f3295bd2";

    private readonly ConcurrentDictionary<string, object> tokens = new(StringComparer.Ordinal);
    private int questions;
    private int signIns;
    private int waiting;

    public int Questions => questions;

    public int SignIns => signIns;

    /// <summary>Questions that are held at this moment.</summary>
    public int Waiting => waiting;

    public bool Unreachable { get; set; }

    /// <summary>Questions are held until this is completed.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>What a question is answered with instead.</summary>
    public HttpStatusCode? Status { get; set; }

    /// <summary>The token of Warren's own user; another one ends the one before.</summary>
    public string ServiceToken { get; set; } = "gAAAAAservice1";

    /// <summary>A Warren that takes this Keystone's tokens, and tells the time by the same clock.</summary>
    public async Task<WarrenHost> StartWarrenAsync(KeystoneOptions? options = null) => await WarrenHost.StartAsync(services =>
    {
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(Options.Create(options ?? new KeystoneOptions { Url = "http://keystone.test:5000/v3", Password = Password }));
        services.AddHttpClient(KeystoneClient.HttpName).ConfigurePrimaryHttpMessageHandler(() => this);
    });

    /// <summary>Issues a token for a project, good for an hour.</summary>
    public string Issue(string[] roles, string user = User, string userName = "ada", string project = Project, string domain = "default", string domainName = "Default")
    {
        var token = $"gAAAAAB{Guid.NewGuid():N}";
        var inDomain = new { id = domain, name = domainName };
        tokens[token] = Body(roles, new { id = user, name = userName, domain = inDomain }, new { id = project, name = "web", domain = inDomain }, null);
        return token;
    }

    /// <summary>Issues a token for the whole domain default.</summary>
    public string IssueForDomain(params string[] roles)
    {
        var token = $"gAAAAAB{Guid.NewGuid():N}";
        var domain = new { id = "default", name = "Default" };
        tokens[token] = Body(roles, new { id = User, name = "ada", domain }, null, domain);
        return token;
    }

    public void Revoke(string token) => tokens.TryRemove(token, out _);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal("http://keystone.test:5000/v3/auth/tokens?nocatalog", request.RequestUri!.AbsoluteUri);
        if (Unreachable)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");
        }

        if (request.Method == HttpMethod.Post)
        {
            Interlocked.Increment(ref signIns);
            var signIn = JsonElement.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)).GetProperty("auth");
            var password = signIn.GetProperty("identity").GetProperty("password").GetProperty("user").GetProperty("password").GetString();
            var granted = new HttpResponseMessage(password == Password ? HttpStatusCode.Created : HttpStatusCode.Unauthorized);
            granted.Headers.Add("X-Subject-Token", ServiceToken);
            return granted;
        }

        Interlocked.Increment(ref questions);
        if (Hold is { } hold)
        {
            Interlocked.Increment(ref waiting);
            try
            {
                await hold.Task.WaitAsync(cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }

        if (Status is { } status)
        {
            return new HttpResponseMessage(status);
        }

        if (request.Headers.GetValues("X-Auth-Token").Single() != ServiceToken)
        {
            return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        }

        return tokens.TryGetValue(request.Headers.GetValues("X-Subject-Token").Single(), out var body)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") }
            : new HttpResponseMessage(HttpStatusCode.NotFound);
    }

    private Dictionary<string, object> Body(string[] roles, object user, object? project, object? domain)
    {
        var now = clock.GetUtcNow();
        var token = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["methods"] = new[] { "password" },
            ["user"] = user,
            ["audit_ids"] = new[] { "DMQ_aZMDT9S4kEWBIS4txg" },
            ["expires_at"] = now.AddHours(1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["issued_at"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["roles"] = roles.Select(r => new { id = Guid.NewGuid().ToString("N"), name = r }).ToArray(),
        };
        if (project is not null)
        {
            token["project"] = project;
        }

        if (domain is not null)
        {
            token["domain"] = domain;
        }

        return new Dictionary<string, object>(StringComparer.Ordinal) { ["token"] = token };
    }
}
