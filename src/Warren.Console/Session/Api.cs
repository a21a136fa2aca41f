using System.Globalization;
using Warren.Contract.Client;
using Warren.WebConsole.Hosting;

namespace Warren.WebConsole.Session;

/// <summary>The public API with the session's token: all that the console can do, a script can.</summary>
internal sealed class Api(IHttpClientFactory clients, SignedInUser user) : IDisposable
{
    private HttpClient? http;

    public DmsClient Instances => new(Connection);

    public IamClient Identity => new(Connection);

    public NetworkClient Network => new(Connection);

    public EnterpriseProjectClient EnterpriseProjects => new(Connection);

    public MetricClient Metrics => new(Connection);

    public AuditClient Audit => new(Connection);

    public BrokerClient Broker(string instanceId) => new(Connection, instanceId);

    public ApiConnection Connection => field ??= new ApiConnection(Http) { Token = user.Token, ProjectId = user.ProjectId };

    private HttpClient Http => http ??= Create(clients, user.Source);

    /// <summary>A client that answers in the language of the page, and says for whom it calls.</summary>
    public static HttpClient Create(IHttpClientFactory clients, string? source)
    {
        var client = clients.CreateClient(ConsoleSetup.ApiClient);
        client.DefaultRequestHeaders.Add("X-Language", CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        if (source is not null)
        {
            client.DefaultRequestHeaders.Add(CallerAddress.Header, source);
        }

        return client;
    }

    public void Dispose() => http?.Dispose();
}
