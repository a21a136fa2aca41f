using System.Security.Cryptography;
using Warren.Contract.Client;
using Warren.Contract.Dms.V1;

namespace Warren.Cli.Demo;

/// <summary>
/// The quick start of the reference (chapter 4) against a running Warren: token, order, wait, a persistent message there and back, delete, wait for the 404.
/// </summary>
internal static class DemoCommand
{
    private const string AccessUser = "user";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(string folder, CancellationToken ct)
    {
        try
        {
            await RunStepsAsync(InstallationFile.Read(folder), ct);
            Console.WriteLine("The demo is through.");
            return 0;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"\nThe demo failed: {e.Message}");
            return 1;
        }
    }

    private static async Task RunStepsAsync(InstallationFile installation, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(installation.Url + "/") };
        var client = new DmsClient(http);
        var password = "Demo-" + RandomNumberGenerator.GetHexString(16);
        var name = "rabbitmq-demo-" + RandomNumberGenerator.GetHexString(6, lowercase: true);

        await Step.RunAsync("Get a token", () => client.SignInAsync(installation.Account, installation.User, installation.Password, installation.ProjectId, ct));
        var id = await Step.RunAsync($"Order the instance {name}", () => client.CreateInstanceAsync(QuickStart(installation, name, password), ct));
        try
        {
            var instance = await Step.RunAsync("Wait until it runs", progress => WaitUntilRunningAsync(client, id, progress, ct));
            if (instance.Runtime == "fake")
            {
                Console.WriteLine("This Warren keeps fake brokers, so there is nothing to send a message to.");
            }
            else
            {
                await Step.RunAsync(
                    $"Publish and consume over AMQP at {instance.ConnectAddress}:{instance.Port}",
                    () => MessageRoundTrip.RunAsync(instance.ConnectAddress, instance.Port, AccessUser, password, ct));
            }
        }
        finally
        {
            await Step.RunAsync("Delete it", () => client.DeleteInstanceAsync(id, ct));
        }

        await Step.RunAsync("Wait for the 404", progress => WaitUntilGoneAsync(client, id, progress, ct));
    }

    /// <summary>The body of chapter 4; only ids, name and password are this installation's.</summary>
    private static CreateInstanceRequest QuickStart(InstallationFile installation, string name, string password) => new()
    {
        Name = name,
        Engine = "RabbitMQ",
        EngineVersion = "3.7.17",
        StorageSpace = 100,
        AccessUser = AccessUser,
        Password = password,
        VpcId = installation.VpcId,
        SecurityGroupId = installation.SecurityGroupId,
        SubnetId = installation.SubnetId,
        AvailableZones = [installation.ZoneId],
        StorageSpecCode = "dms.physical.storage.ultra",
        ProductId = "00300-30109-0--0",
    };

    private static async Task<InstanceResponse> WaitUntilRunningAsync(DmsClient client, string id, IProgress<string> progress, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        while (true)
        {
            var instance = await client.FindInstanceAsync(id, limit.Token) ?? throw new InvalidOperationException("the instance disappeared");
            switch (instance.Status)
            {
                case "RUNNING":
                    return instance;
                case "CREATING":
                    progress.Report(instance.Status);
                    break;
                default:
                    throw new InvalidOperationException($"the instance is {instance.Status} ({instance.ErrorCode})");
            }

            await Task.Delay(PollInterval, limit.Token);
        }
    }

    private static async Task<bool> WaitUntilGoneAsync(DmsClient client, string id, IProgress<string> progress, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        while (await client.FindInstanceAsync(id, limit.Token) is { } instance)
        {
            progress.Report(instance.Status);
            await Task.Delay(PollInterval, limit.Token);
        }

        return true;
    }
}
