using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;
using Warren.Postgres;

namespace Warren.Live.Tests;

/// <summary>Copies of Warren as processes of their own over one PostgreSQL. Where their brokers are fake, what is proven is who works on what.</summary>
public sealed class CopiesTests : LiveTest
{
    private const int Lease = 5;
    private const int Orders = 120;
    private const int Changes = 100;
    private const int Workers = 6;

    [Fact]
    public async Task A_copy_that_is_paused_past_its_lease_is_replaced_and_writes_nothing_when_it_goes_on()
    {
        await using var server = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        var (one, other, database) = await StartAsync(server, ("WARREN_Fake__BootTime", "00:00:05")); // time to be paused in
        var id = await one.Api.CreateAsync(one.Api.QuickStart("paused"));
        var holder = await HolderAsync(database, id);
        var (paused, next) = one.Pid == holder.Pid ? (one, other) : (other, one);
        await SignalAsync("STOP", paused);
        try
        {
            await next.Api.RunningAsync(id);
        }
        finally
        {
            await SignalAsync("CONT", paused);
        }

        var after = await RowAsync(database, id);
        Assert.True(after.Fence > holder.Fence);
        await Eventually.Holds("the copy that was paused finds its lease lost", () => paused.Output.Contains($"The lease on instance {id} was lost", StringComparison.Ordinal));
        Assert.Equal(["RUNNING"], await paused.Api.WatchUntilAsync(id, "RUNNING"));

        // Both go on working.
        await one.Api.RunningAsync(await one.Api.CreateAsync(one.Api.QuickStart("after-one")));
        await other.Api.RunningAsync(await other.Api.CreateAsync(other.Api.QuickStart("after-other")));
    }

    [Fact]
    public async Task What_one_copy_has_changed_the_others_show_from_its_answer_on()
    {
        await using var server = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        var (one, other, _) = await StartAsync(server);
        var id = (await one.Api.RunningAsync(await one.Api.CreateAsync(one.Api.QuickStart("changed")))).InstanceId;
        for (var change = 0; change < Changes; change++)
        {
            var (changes, shows) = change % 2 == 0 ? (one.Api, other.Api) : (other.Api, one.Api);
            var showing = ShowUntilAsync(shows, id, $"{change}"); // what was remembered right before the change is what could be told after it
            await changes.ModifyAsync(id, $$"""{"description":"{{change}}"}""");

            Assert.Equal($"{change}", (await shows.ShowAsync(id))!.Description);
            await showing;
        }
    }

    private static async Task ShowUntilAsync(WarrenClient api, string id, string description)
    {
        while ((await api.ShowAsync(id))!.Description != description)
        {
            // again at once
        }
    }

    [Fact]
    public async Task A_copy_killed_under_load_behind_a_proxy_loses_and_doubles_no_order()
    {
        await using var server = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        var (one, other, database) = await StartAsync(server, ("WARREN_Proxy__Trusted", "127.0.0.1"));
        await using var proxy = await HaProxy.StartAsync(new Uri(one.Credentials.Url).Port, new Uri(other.Credentials.Url).Port);
        using var api = new WarrenClient(one.Credentials with { Url = proxy.Url.AbsoluteUri.TrimEnd('/') });
        await api.SignInAsync();
        await SignedCallsPassAsync(proxy.Url, Credentials.FileIn(one.Data));
        await ConsolePagesStayWithTheirCopyAsync(proxy.Url);
        var wanted = new ConcurrentQueue<string>(Enumerable.Range(0, Orders).Select(n => string.Create(CultureInfo.InvariantCulture, $"order-{n}")));

        var ordering = Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => OrderAllAsync(api, wanted)));
        await Eventually.Holds("a third is ordered", () => wanted.Count < Orders * 2 / 3);
        await one.KillAsync();
        await ordering;

        var rows = await Eventually.See("all that was ordered serves", () => CountAsync(database), seen => seen.Serving == seen.All);
        Assert.Equal(new Counts(Orders + 1, Orders + 1, Orders + 1, Orders + 1), rows); // one is the SDK's
    }

    /// <summary>The SDK for Node signs for the proxy's address; the copies behind it find the signatures good, and a wrong secret's bad.</summary>
    private static async Task SignedCallsPassAsync(Uri proxy, string credentials)
    {
        var node = new ProcessStartInfo("node", [Repository.PathOf("tests", "Warren.Server.Tests", "Clients", "Node", "dms.js"), proxy.AbsoluteUri.TrimEnd('/'), credentials]);
        node.Environment["NODE_PATH"] = Repository.PathOf("artifacts", "node-clients", "node_modules");
        var got = JsonElement.Parse((await Command.RunAsync(node)).Succeeded().TrimEnd().Split('\n')[^1]); // above it the SDK logs what was refused
        Assert.Equal("from-node", got.GetProperty("shown").GetProperty("name").GetString());
        Assert.Equal("APIGW.0301", got.GetProperty("wrongSecret").GetProperty("code").GetString());
    }

    /// <summary>A page of the console asks for a connection and then opens it: only the copy that gave it knows it. Browsers that come one after the other go to both copies.</summary>
    private static async Task ConsolePagesStayWithTheirCopyAsync(Uri proxy)
    {
        var copies = new HashSet<string>(StringComparer.Ordinal);
        for (var browser = 0; browser < 4; browser++)
        {
            using var handler = new SocketsHttpHandler { UseProxy = false };
            using var http = new HttpClient(handler) { BaseAddress = proxy };
            using var given = await http.PostAsync(new Uri("/console/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
            copies.Add(handler.CookieContainer.GetAllCookies()["warren-copy"]!.Value);
            var token = JsonElement.Parse(await given.Content.ReadAsStringAsync()).GetProperty("connectionToken").GetString()!;
            using var opened = await http.GetAsync(new Uri($"/console/_blazor?id={Uri.EscapeDataString(token)}", UriKind.Relative));
            Assert.Equal(200, (int)opened.StatusCode);
        }

        Assert.Equal(2, copies.Count);
    }

    [Fact]
    public async Task Instances_of_a_machine_whose_Warren_is_gone_show_as_faulty_at_the_others_and_serve_again_with_it()
    {
        await using var server = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        var (one, other, _) = await StartAsync(server, brokers: true, ("WARREN_Reconcile__HostSilence", "00:00:10"), ("WARREN_Reconcile__ResyncInterval", "00:00:01"));
        var instance = await one.Api.RunningAsync(await one.Api.CreateAsync(one.Api.QuickStart("lonely")));

        await one.KillAsync();

        await other.Api.WatchUntilAsync(instance.InstanceId, "FAULTY");
        Assert.Equal("public.00.0042", (await other.Api.ShowAsync(instance.InstanceId))!.ErrorCode);
        await Amqp.WorksAsync(instance); // only Warren is gone
        await one.StartAsync();
        await other.Api.RunningAsync(instance.InstanceId);
    }

    /// <summary>As clients do it: no answer, or 502 to 504, is asked again; that the name is taken then says that the first try was accepted.</summary>
    private static async Task OrderAllAsync(WarrenClient api, ConcurrentQueue<string> wanted)
    {
        while (wanted.TryDequeue(out var name))
        {
            await Eventually.See(
                $"{name} is accepted",
                async () =>
                {
                    try
                    {
                        return await api.TryToCreateAsync(api.QuickStart(name));
                    }
                    catch (HttpRequestException)
                    {
                        return "no answer";
                    }
                },
                said => said is "" or "111400060");
        }
    }

    private Task<(WarrenProcess One, WarrenProcess Other, string Database)> StartAsync(PostgresServer server, params (string, string)[] more) => StartAsync(server, brokers: false, more);

    private async Task<(WarrenProcess One, WarrenProcess Other, string Database)> StartAsync(PostgresServer server, bool brokers, params (string, string)[] more)
    {
        string[] options = brokers ? [] : ["--fake-brokers"];
        var database = await server.CreateEmptyAsync(TestContext.Current.CancellationToken);
        (string, string)[] settings =
        [
            ("WARREN_Store__Provider", "postgres"), ("WARREN_Store__ConnectionString", database), ("WARREN_Keys__MasterKey", Convert.ToBase64String(new byte[32])),
            ("WARREN_Reconcile__LeaseTime", $"00:00:0{Lease}"), ("WARREN_Fake__BootTime", "00:00:02"), ("WARREN_Quota__InstancesPerProject", "1000"), .. more,
        ];
        var (one, other) = (NewWarren(settings), NewWarren(settings));
        await one.StartAsync(null, options);
        Directory.CreateDirectory(other.Data);
        File.Copy(Credentials.FileIn(one.Data), Credentials.FileIn(other.Data));
        await other.StartAsync(null, options);
        return (one, other, database);
    }

    /// <summary>Who works on an instance, once somebody has begun: a copy that has only just taken it need not know yet that it did.</summary>
    private static async Task<(int Pid, long Fence)> HolderAsync(string database, string id)
    {
        var (owner, fence, _) = await Eventually.See("somebody works on it", () => RowAsync(database, id), row => row.Owner is not null && row.IsBegun);
        return (int.Parse(owner!.Split('/')[1], CultureInfo.InvariantCulture), fence); // machine/process/letters
    }

    private static async Task<(string? Owner, long Fence, bool IsBegun)> RowAsync(string database, string id)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT "LeaseOwner", "LeaseFence", EXISTS (SELECT FROM "Tasks" WHERE "InstanceId" = $1 AND "Step" <> '') FROM "Instances" WHERE "Id" = $1
            """,
            connection);
        command.Parameters.AddWithValue(id);
        await using var row = await command.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        return (await row.IsDBNullAsync(0) ? null : row.GetString(0), row.GetInt64(1), row.GetBoolean(2));
    }

    private static async Task<Counts> CountAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT count(*), count(DISTINCT "Name"), count(DISTINCT "Addresses"), count(*) FILTER (WHERE "Health" = 1 AND "ObservedGeneration" = "Generation") FROM "Instances"
            """,
            connection);
        await using var row = await command.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        return new Counts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }

    private static async Task SignalAsync(string signal, WarrenProcess warren) => (await Command.RunAsync("/bin/sh", "-c", $"kill -{signal} {warren.Pid}")).Succeeded();

    private sealed record Counts(long All, long Names, long Addresses, long Serving);
}
