using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using Warren.Engine.Hosting;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Fake;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Server.Hosting;
using Warren.Server.Http;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam;

// One Warren for all tests that neither count what there is nor change the runtime; a class that does asks for one of its own.
[assembly: AssemblyFixture(typeof(WarrenHost))]

namespace Warren.Server.Tests.Hosting;

/// <summary>The real program in this process: Kestrel on a free port, a store in a folder of its own, and a runtime that keeps no brokers.</summary>
public sealed class WarrenHost : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Tests that share a host share its project, its first user and their address.</summary>
    private readonly Dictionary<string, string?> settings = new(StringComparer.Ordinal)
    {
        ["Store:Provider"] = TestStores.Usual,
        ["Quota:InstancesPerProject"] = "1000000",
        ["Lockout:Failures"] = "0",
        ["Limits:RequestsPerSecondPerAddress"] = "0",
        ["Limits:RequestsPerSecondPerAccount"] = "0",
        ["Limits:SignInsPerMinutePerAddress"] = "0",
    };

    private readonly DataFolder data = new(Path.Combine(Path.GetTempPath(), $"warren-test-{RandomText.Id()[..12]}"));
    private readonly Action<IServiceCollection>? services;
    private WebApplication? app;
    private WarrenHost? first;
    private ApiClient? client;
    private CopyRoles roles = CopyRoles.Both;
    private int names;

    public WarrenHost()
    {
    }

    /// <param name="services">What is different from the real program.</param>
    /// <param name="settings">Settings of its own.</param>
    internal WarrenHost(Action<IServiceCollection> services, params IReadOnlyList<(string Name, string Value)> settings)
    {
        this.services = services;
        foreach (var (name, value) in settings)
        {
            this.settings[name] = value;
        }
    }

    /// <summary>Another copy over the same PostgreSQL, with a data folder and memory of its own.</summary>
    internal static async Task<WarrenHost> StartCopyAsync(WarrenHost first, params IReadOnlyList<(string Name, string Value)> settings)
    {
        var copy = new WarrenHost(_ => { }, [.. first.settings.Where(s => s.Value is not null).Select(s => (s.Key, s.Value!)), .. settings]) { first = first };
        await copy.InitializeAsync();
        return copy;
    }

    internal CredentialsFile Credentials { get; private set; } = null!;

    /// <summary>A token of the first user for the first project.</summary>
    internal string Token { get; private set; } = "";

    internal Uri Url { get; private set; } = null!;

    internal RecordedLog Log { get; } = new();

    internal DataFolder Data => data;

    internal IServiceProvider Services => app!.Services;

    internal FakeRuntime Brokers => (FakeRuntime)Services.GetRequiredService<IBrokerRuntime>();

    /// <summary>/v1.0/{project_id}/instances of the first project.</summary>
    internal string Instances => $"/v1.0/{Credentials.ProjectId}/instances";

    public async ValueTask InitializeAsync()
    {
        if (settings.GetValueOrDefault("Store:Provider") == nameof(StoreProvider.Postgres) && !settings.ContainsKey("Store:ConnectionString"))
        {
            foreach (var (name, value) in await TestStores.PostgresAsync())
            {
                settings[name] = value;
            }
        }

        app = UpCommand.Build(new UpOptions { Urls = "http://127.0.0.1:0", Data = data.Root, FakeBrokers = true, Settings = settings, Services = Prepare, Roles = roles }, data);
        await UpCommand.PrepareAsync(app, data);
        await app.StartAsync();
        Credentials = CredentialsFile.Read(data) ?? CredentialsFile.Read(first!.Data)!;
        Url = new Uri(Services.GetRequiredService<PublicAddress>().ListeningOn()[0]);
        client = new ApiClient(Url);
        Token = await SignInAsync(SignInBody.ForProject(Credentials));
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await using (var store = OpenStore())
            {
                if (store.Database.GetDbConnection() is NpgsqlConnection pooled)
                {
                    NpgsqlConnection.ClearPool(pooled); // a run has more hosts than its server takes connections
                }
            }

            await app.DisposeAsync();
        }

        Directory.Delete(data.Root, recursive: true);
    }

    /// <summary>Starts one outside of a fixture.</summary>
    internal static async Task<WarrenHost> StartAsync(Action<IServiceCollection> services, params IReadOnlyList<(string Name, string Value)> settings)
    {
        var host = new WarrenHost(services, settings);
        await host.InitializeAsync();
        return host;
    }

    /// <summary>Starts one that takes orders and carries none out.</summary>
    internal static async Task<WarrenHost> StartApiAsync(params IReadOnlyList<(string Name, string Value)> settings)
    {
        var host = new WarrenHost(_ => { }, settings) { roles = CopyRoles.Parse("api") };
        await host.InitializeAsync();
        return host;
    }

    /// <summary>A call without any proof of who calls.</summary>
    internal Task<Answer> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        client!.SendAsync(method, path, body, headers);

    /// <summary>A call with <see cref="Token"/>.</summary>
    internal Task<Answer> CallAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body, [("X-Auth-Token", Token), .. headers]);

    internal Task<Answer> GetAsync(string path) => CallAsync("GET", path);

    internal async Task<string> SignInAsync(string body)
    {
        var answer = await SendAsync("POST", "/v3/auth/tokens", body);
        Assert.Equal(201, answer.Status);
        return answer.Headers["X-Subject-Token"];
    }

    /// <summary>An order that is accepted as it is, under a name that no other has.</summary>
    internal JsonObject Order() => new()
    {
        ["name"] = string.Create(CultureInfo.InvariantCulture, $"order-{Interlocked.Increment(ref names)}"),
        ["engine"] = "rabbitmq",
        ["storage_space"] = 100,
        ["access_user"] = "user",
        ["password"] = "Secret-0",
        ["vpc_id"] = Credentials.VpcId,
        ["security_group_id"] = Credentials.SecurityGroupId,
        ["subnet_id"] = Credentials.SubnetId,
        ["available_zones"] = new JsonArray(Credentials.ZoneId),
        ["product_id"] = "00300-30109-0--0",
        ["storage_spec_code"] = "dms.physical.storage.ultra",
    };

    /// <summary>Sends an order that has to be accepted.</summary>
    /// <returns>The instance's id.</returns>
    internal async Task<string> CreateAsync(JsonNode order)
    {
        var answer = await CallAsync("POST", Instances, order.ToJsonString());
        Assert.True(answer.Status == 200, answer.Status < 500 ? answer.Text : $"{answer.Text}\n{string.Join('\n', Log.Lines.TakeLast(5))}");
        return answer.Json.GetProperty("instance_id").GetString()!;
    }

    internal async Task<JsonElement> ShowAsync(string instanceId)
    {
        var answer = await GetAsync($"{Instances}/{instanceId}");
        Assert.True(answer.Status == 200, answer.Status < 500 ? answer.Text : $"{answer.Text}\n{string.Join('\n', Log.Lines.TakeLast(5))}");
        return answer.Json;
    }

    /// <summary>Asks again until the instance shows this status, and this error code if one is named; 404 is written as GONE.</summary>
    internal async Task WaitForAsync(string instanceId, string status, string? code = null)
    {
        var started = Stopwatch.GetTimestamp();
        (string Status, string? Code) seen;
        do
        {
            var answer = await GetAsync($"{Instances}/{instanceId}");
            seen = answer.Status == 404 ? ("GONE", null) : (answer.Json.GetProperty("status").GetString()!, answer.Json.GetProperty("error_code").GetString());
            if (seen.Status == status && (code is null || seen.Code == code))
            {
                return;
            }

            await Task.Delay(10);
        }
        while (Stopwatch.GetElapsedTime(started) < Patience);
        Assert.Fail($"{instanceId} is {seen}, not {(status, code)}.");
    }

    internal StoreContext OpenStore() => Services.GetRequiredService<IDbContextFactory<StoreContext>>().CreateDbContext();

    private void Prepare(IServiceCollection registered)
    {
        registered.RemoveAll<ILoggerProvider>();
        registered.AddSingleton<ILoggerProvider>(Log);
        registered.AddSingleton(new BootstrapOptions()); // whatever the variables around this test run say
        services?.Invoke(registered);
    }
}
