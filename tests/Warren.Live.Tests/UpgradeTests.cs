using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;
using Warren.Postgres;

namespace Warren.Live.Tests;

/// <summary>The newest release meets what is here now: first beside it over one store, then replaced by it over its brokers.</summary>
public sealed class UpgradeTests : LiveTest
{
    [Fact]
    public async Task The_release_before_and_this_build_work_side_by_side_over_the_new_schema()
    {
        var release = await PreviousRelease.BuildAsync();
        await using var server = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        (string, string)[] settings =
        [
            ("WARREN_Store__Provider", "postgres"), ("WARREN_Store__ConnectionString", await server.CreateEmptyAsync(TestContext.Current.CancellationToken)),
            ("WARREN_Keys__MasterKey", Convert.ToBase64String(new byte[32])), ("WARREN_Reconcile__LeaseTime", "00:00:05"), ("WARREN_Quota__InstancesPerProject", "1000"),
        ];
        var (old, next) = (NewWarren(settings), NewWarren(settings));
        old.Library = release;
        await old.StartAsync(null, "--fake-brokers");
        var first = await old.Api.CreateAsync(old.Api.QuickStart("by-the-old"));
        await old.Api.RunningAsync(first);

        // The schema moves under the old copy, which goes on.
        (await Command.RunAsync(ServerProgram.Start(["migrate", "--data", next.Data], next.Environment))).Succeeded();
        await old.Api.RunningAsync(await old.Api.CreateAsync(old.Api.QuickStart("by-the-old-over-the-new-schema")));

        File.Copy(Credentials.FileIn(old.Data), Credentials.FileIn(next.Data));
        await next.StartAsync(null, "--fake-brokers");
        var second = await next.Api.CreateAsync(next.Api.QuickStart("by-the-new"));
        await Task.WhenAll(next.Api.RunningAsync(first), old.Api.RunningAsync(second));

        // Either carries out what was ordered from the other, alone as well.
        await next.StopAsync();
        await old.Api.RestartAsync(second);
        await old.Api.WatchUntilAsync(second, "RUNNING");
        await next.StartAsync(null, "--fake-brokers");
        await old.StopAsync();
        await next.Api.DeleteAsync(first);
        await next.Api.WatchUntilAsync(first, WarrenClient.Gone);

        // The way back.
        await old.StartAsync(null, "--fake-brokers");
        await next.StopAsync();
        Assert.Equal(["by-the-new", "by-the-old-over-the-new-schema"], (await old.Api.ListAsync()).Select(i => i.Name).Order(StringComparer.Ordinal));
        await old.Api.DeleteAsync(second);
        await old.Api.WatchUntilAsync(second, WarrenClient.Gone);
    }

    [Fact]
    public async Task This_build_in_the_place_of_the_release_takes_its_brokers_over_as_they_run()
    {
        var warren = NewWarren();
        warren.Library = await PreviousRelease.BuildAsync();
        await warren.StartAsync();
        var id = await warren.Api.CreateAsync(warren.Api.QuickStart("upgraded"));
        var instance = await warren.Api.RunningAsync(id);
        var pid = warren.NodeOf(id).RunningPid;
        await using var connection = await Amqp.ConnectAsync(instance);
        await Amqp.SendAsync(connection, "kept", "sent before the upgrade");
        await warren.StopAsync();

        warren.Library = null;
        await warren.StartAsync();

        Assert.Equal("RUNNING", (await warren.Api.ShowAsync(id))!.Status);
        await warren.Api.ResetPasswordAsync(id, "Planted-4712"); // a change that needs what the release wrote down
        Assert.Equal(pid, warren.NodeOf(id).Pid);
        Assert.Equal("sent before the upgrade", await Amqp.ReceiveAsync(connection, "kept"));
        await warren.Api.RestartAsync(id);
        await warren.Api.WatchUntilAsync(id, "RUNNING");
        await Eventually.See("another process serves", () => Task.FromResult(warren.NodeOf(id).Pid), p => p is not null && p != pid);
    }
}
