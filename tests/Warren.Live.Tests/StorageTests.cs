using System.Globalization;
using RabbitMQ.Client;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>The ordered storage is kept. A "GB" has 1 MB here, so that little has to be written.</summary>
public sealed class StorageTests : LiveTest
{
    private const string Queue = "storage";
    private const string StorageWrong = "111400500";
    private const string TooOften = "111400124";
    private const int MegaByte = 1_000_000;
    private const string FreeLimit = "disk_free_limit";
    private const int UsualFreeLimit = 500_000_000;

    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    [Fact]
    public async Task Publishers_wait_while_the_ordered_storage_is_used_up_until_messages_are_consumed_or_storage_is_added()
    {
        var warren = NewWarren(
            ("WARREN_Local__BytesPerGigabyte", MegaByte.ToString(CultureInfo.InvariantCulture)),
            ("WARREN_Reconcile__ResyncInterval", "00:00:01"),
            ("WARREN_Reconcile__FullStorageInterval", "00:00:00.2"));
        await warren.StartAsync();
        var api = warren.Api;
        var id = await api.CreateAsync(api.QuickStart("stored"));
        var instance = await api.RunningAsync(id);
        Assert.InRange(instance.UsedStorageSpace, 1, 10);
        Assert.Equal(100, instance.TotalStorageSpace);
        using var management = new BrokerManagement(instance.ConnectAddress);
        await management.NodeShowsAsync(instance.ConnectAddress, FreeLimit, UsualFreeLimit);

        await using var connection = await Amqp.ConnectAsync(instance);
        var blocked = false;
        connection.ConnectionBlockedAsync += (_, _) => Set(out blocked, true);
        connection.ConnectionUnblockedAsync += (_, _) => Set(out blocked, false);
        await using var channel = await connection.CreateChannelAsync(Confirmed);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);

        var waiting = await PublishUntilAsync(channel, () => blocked);
        await Eventually.See("what is used is shown", () => api.ShowAsync(id), i => i!.UsedStorageSpace >= 100);
        Assert.Equal("RUNNING", (await api.ShowAsync(id))!.Status);
        Assert.False(waiting.IsCompleted);

        await ConsumeAllAsync(instance);
        await Eventually.Holds("consumed messages make room for publishers", () => !blocked);
        await waiting;
        await Eventually.See("what was consumed is not shown as used", () => api.ShowAsync(id), i => i!.UsedStorageSpace < 100);

        waiting = await PublishUntilAsync(channel, () => blocked);
        Assert.Equal(StorageWrong, await api.FailToExtendAsync(id, new ExtendInstanceRequest { OperType = "storage", NewStorageSpace = 100 }));
        var broker = warren.NodeOf(id).RunningPid;
        await api.ExtendAsync(id, new ExtendInstanceRequest { OperType = "storage", NewStorageSpace = 300 });
        await Eventually.Holds("added storage makes room for publishers", () => !blocked);
        await waiting;
        instance = await api.RunningAsync(id);
        Assert.Equal((300, 300, 1), (instance.StorageSpace, instance.TotalStorageSpace, instance.ExtendTimes));
        Assert.Equal(broker, warren.NodeOf(id).RunningPid); // without an interruption
        await management.NodeShowsAsync(instance.ConnectAddress, FreeLimit, UsualFreeLimit);
        await OnlyTwentyTimesAsync(api, id);
    }

    [Fact]
    public async Task Storage_that_may_grow_by_itself_takes_more_than_was_ordered_without_an_interruption()
    {
        var warren = NewWarren(
            ("WARREN_Local__BytesPerGigabyte", MegaByte.ToString(CultureInfo.InvariantCulture)),
            ("WARREN_Reconcile__ResyncInterval", "00:00:01"), ("WARREN_Reconcile__FullStorageInterval", "00:00:00.2"));
        await warren.StartAsync();
        var id = await warren.Api.CreateAsync(warren.Api.QuickStart("growing"));
        var instance = await warren.Api.RunningAsync(id);
        var broker = warren.NodeOf(id).RunningPid;
        var asked = await warren.Api.SendAsync(
            "PUT", $"/v2/{warren.Api.ProjectId}/instances/{id}/auto-volume-expand", """{"auto_volume_expand_enable":true,"expand_threshold":50,"expand_increment":10,"max_volume_size":200}""");
        Assert.Equal(204, asked.Status);

        await using var connection = await Amqp.ConnectAsync(instance);
        await using var channel = await connection.CreateChannelAsync(Confirmed);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
        for (var sent = 0; sent < 130; sent++)
        {
            var confirmed = channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, new byte[MegaByte]).AsTask();
            await Eventually.Holds("it is confirmed", () => confirmed.IsCompleted);
            await confirmed;
        }

        instance = await warren.Api.RunningAsync(id);
        Assert.Equal((200, 1, broker), (instance.StorageSpace, instance.ExtendTimes, warren.NodeOf(id).RunningPid));
        var tasks = await warren.Api.SendAsync("GET", $"/v2/{warren.Api.ProjectId}/instances/{id}/tasks", null);
        Assert.Contains("\"user_name\":\"warren\"", tasks.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hard_quota_is_a_file_system_of_the_node_s_own_that_grows_with_the_order_and_comes_back_after_a_power_cut()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "file systems need root");
        var warren = NewWarren(
            ("WARREN_Local__StorageQuota", "true"), ("WARREN_Local__BytesPerGigabyte", MegaByte.ToString(CultureInfo.InvariantCulture)),
            ("WARREN_Reconcile__LeaseTime", "00:00:05"), ("WARREN_Reconcile__ResyncInterval", "00:00:01"));
        await warren.StartAsync();
        var id = await warren.Api.CreateAsync(warren.Api.QuickStart("quota"));
        var instance = await warren.Api.RunningAsync(id);
        var node = warren.NodeOf(id);
        var data = Path.Combine(node.Folder, "data");
        await using var ledger = await Ledger.OpenAsync(instance);

        // Whoever fills it hits its end, and not that of the machine's disk.
        var before = await SizeAsync(data);
        Assert.InRange(before, 100L * MegaByte, 600L * MegaByte);
        var filling = Path.Combine(data, "filling");
        var full = await Command.RunAsync("/usr/bin/dd", "if=/dev/zero", $"of={filling}", "bs=1M", "count=600");
        Assert.Contains("No space left on device", full.Errors, StringComparison.Ordinal);
        File.Delete(filling);

        var broker = node.RunningPid;
        await warren.Api.ExtendAsync(id, new ExtendInstanceRequest { OperType = "storage", NewStorageSpace = 300 });
        await warren.Api.RunningAsync(id);
        Assert.InRange(await SizeAsync(data) - before, 150L * MegaByte, 250L * MegaByte);
        Assert.Equal(broker, node.RunningPid);

        await ledger.GoesOnAsync();
        await warren.CutPowerAsync();
        (await Command.RunAsync("/usr/bin/umount", data)).Succeeded(); // a machine that starts again has no mounts
        await warren.StartAsync();
        await Eventually.See("it answers again", () => Amqp.LogsInAsync(instance), answers => answers);
        await ledger.GoesOnAsync();
        Assert.Equal(0, (await ledger.CloseAsync()).Lost);

        await warren.Api.DeleteAsync(id);
        await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
        Assert.DoesNotContain(warren.Data, (await Command.RunAsync("/usr/sbin/losetup", "--list")).Output, StringComparison.Ordinal);
    }

    /// <summary>Bytes of the file system that the folder is on.</summary>
    private static async Task<long> SizeAsync(string folder) =>
        long.Parse((await Command.RunAsync("/usr/bin/df", "--output=size", "-B1", folder)).Succeeded().Split('\n')[1], CultureInfo.InvariantCulture);

    private static async Task OnlyTwentyTimesAsync(WarrenClient api, string id)
    {
        for (var times = 2; times <= 20; times++)
        {
            await api.ExtendAsync(id, new ExtendInstanceRequest { OperType = "storage", NewStorageSpace = 300 + times });
            Assert.Equal(times, (await api.RunningAsync(id)).ExtendTimes);
        }

        Assert.Equal(TooOften, await api.FailToExtendAsync(id, new ExtendInstanceRequest { OperType = "storage", NewStorageSpace = 1000 }));
    }

    /// <summary>Publishes persistent messages of 1 MB until that.</summary>
    /// <returns>The publication that is not confirmed yet.</returns>
    private static async Task<Task> PublishUntilAsync(IChannel channel, Func<bool> condition)
    {
        var body = new byte[MegaByte];
        for (var sent = 0; sent < 1000; sent++)
        {
            var confirmed = channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, body).AsTask();
            await Eventually.Holds("it is confirmed, or publishers wait", () => confirmed.IsCompleted || condition());
            if (condition() && !confirmed.IsCompleted)
            {
                return confirmed;
            }

            await confirmed;
        }

        throw new InvalidOperationException("A thousand messages found room.");
    }

    private static async Task ConsumeAllAsync(InstanceResponse instance)
    {
        await using var connection = await Amqp.ConnectAsync(instance);
        await using var channel = await connection.CreateChannelAsync();
        while (await channel.BasicGetAsync(Queue, autoAck: true) is not null)
        {
            // consumers are not held up
        }
    }

    private static Task Set(out bool flag, bool value)
    {
        flag = value;
        return Task.CompletedTask;
    }
}
