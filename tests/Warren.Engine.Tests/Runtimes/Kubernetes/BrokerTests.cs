using System.Text;
using RabbitMQ.Client;
using Warren.Engine.Instances;
using Warren.Engine.Security;
using Warren.Engine.Tests.Runtimes.Kubernetes.World;
using Warren.Kubernetes;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes;

/// <summary>Instances whose pods are real brokers: from the order to a message that outlives a restart and a new password.</summary>
public sealed class BrokerTests
{
    [Theory]
    [InlineData(false, false, "PortForward")]
    [InlineData(true, true, "Direct")]
    public async Task A_message_outlives_a_restart_and_a_new_password(bool isTrio, bool isTls, string reach)
    {
        Assert.SkipWhen(KubernetesCluster.MissingForBrokers is not null, KubernetesCluster.MissingForBrokers ?? "");
        await using var world = await KubernetesWorld.StartWithBrokersAsync(("Kubernetes:Reach", reach));
        var order = isTrio ? world.TrioOrder() : world.Engine.Order();
        var id = await world.RunAsync(order with { TlsEnabled = isTls });
        Assert.Equal("3.", (await world.Engine.FindAsync(id))!.BrokerVersion![..2]);
        await using (var first = await ConnectAsync(world, id, order.Password!, isTls))
        {
            await using var channel = await first.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            await channel.QueueDeclareAsync("q", durable: true, exclusive: false, autoDelete: false);
            await channel.BasicPublishAsync("", "q", mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes("kept"));
        }

        var pods = world.PodUids(id);
        await world.ChangeAsync(c => c.RestartAsync(world.Engine.Caller, id, CancellationToken.None));
        await world.UntilAsync(id, InstanceStatus.Running);
        Assert.Empty(world.PodUids(id).Intersect(pods));
        Assert.Equal(1, world.Downtime.Most);

        await world.ChangeAsync(c => c.SetPasswordAsync(world.Engine.Caller, id, "Another-1", new Secret(order.Password!), CancellationToken.None));
        await world.UntilAsync(async () => (await world.Engine.FindAsync(id))!.ProtectedNewPassword is null);
        await using (var second = await ConnectAsync(world, id, "Another-1", isTls))
        {
            await using var channel = await second.CreateChannelAsync();
            Assert.Equal("kept", Encoding.UTF8.GetString((await channel.BasicGetAsync("q", autoAck: true))!.Body.Span));
        }

        await world.Engine.DeleteAsync(id);
        await world.UntilAsync(async () => await world.Engine.FindAsync(id) is null);
        Assert.Empty(world.List(ResourceTypes.Pods));
    }

    /// <summary>As a client in the cluster does, to the last of the nodes.</summary>
    private static async Task<IConnection> ConnectAsync(KubernetesWorld world, string id, string password, bool tls) => await new ConnectionFactory
    {
        HostName = world.List(ResourceTypes.Pods).Where(p => p.Name().StartsWith("i-" + id, StringComparison.Ordinal)).OrderBy(p => p.Name(), StringComparer.Ordinal).Last().Text("status", "podIP")!,
        Port = tls ? 5671 : 5672,
        UserName = "user",
        Password = password,
        Ssl = new SslOption { Enabled = tls, ServerName = (await world.Engine.FindAsync(id))!.ServiceAddress!, CertificateValidationCallback = (_, certificate, _, errors) => certificate is not null && !errors.HasFlag(System.Net.Security.SslPolicyErrors.RemoteCertificateNameMismatch) },
    }.CreateConnectionAsync();
}
