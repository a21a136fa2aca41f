using Warren.Contract.Client;
using Warren.Contract.Iam;
using Warren.Engine.Tests.Store;

namespace Warren.Bench;

/// <summary>A Warren over fake brokers with many instances, and who asks it.</summary>
internal sealed class FilledWarren : IAsyncDisposable
{
    private FilledWarren(MeasuredWarren warren, HttpClient http, string token, string original) => (Warren, Http, Token, Original) = (warren, http, token, original);

    public MeasuredWarren Warren { get; }

    public HttpClient Http { get; }

    /// <summary>Of the first user for the first project.</summary>
    public string Token { get; }

    /// <summary>Id of the instance that was ordered; the others are copies of it.</summary>
    public string Original { get; }

    /// <summary>The instances of the first project.</summary>
    public string Instances => $"{Warren.Text("url")}/v1.0/{Warren.Text("project_id")}/instances";

    /// <param name="instances">How many besides the one that is ordered.</param>
    /// <param name="projects">Over how many projects they are spread.</param>
    /// <param name="postgres">An empty database; null: SQLite.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="options">More options of the verb up.</param>
    public static async Task<FilledWarren> StartAsync(int instances, int projects, string? postgres, CancellationToken ct, params string[] options)
    {
        var warren = await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, StoreSettings.Of(postgres), ct, ["--fake-brokers", .. options]);
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(warren.Text("url") + "/") };
        var connection = new ApiConnection(http);
        await connection.SignInAsync(warren.Text("account"), warren.Text("user"), warren.Text("password"), new ProjectScopeRequest { Id = warren.Text("project_id") }, ct);
        var original = await new DmsClient(connection).CreateInstanceAsync(warren.Order("00300-30109-0--0", "original") with { StorageSpace = 100 }, ct);
        await using (var store = StoreSettings.Open(warren, postgres))
        {
            await ManyInstances.AddAsync(store, original, instances, projects, ct);
        }

        return new FilledWarren(warren, http, connection.Token!, original);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Warren.DisposeAsync();
    }
}
