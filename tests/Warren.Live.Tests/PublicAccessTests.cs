using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client.Exceptions;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>A public address is one more listener of the running broker.</summary>
public sealed class PublicAccessTests : LiveTest
{
    [Fact]
    public async Task A_public_address_is_opened_and_closed_while_the_broker_runs_and_is_there_again_after_a_crash()
    {
        var warren = NewWarren();
        await warren.StartAsync();
        var (id, address) = await warren.Api.AllocatePublicIpAsync();
        var instanceId = await warren.Api.CreateAsync(warren.Api.QuickStart("public") with { EnablePublicIp = true, PublicIpId = id });
        var instance = await warren.Api.RunningAsync(instanceId);
        Assert.Equal((id, address), (instance.PublicIpId, instance.PublicIpAddress));
        await Amqp.WorksAsync(instance with { ConnectAddress = address });
        var broker = warren.NodeOf(instanceId).RunningPid;

        await warren.Api.ModifyAsync(instanceId, """{"enable_publicip":false}""");
        await warren.Api.RunningAsync(instanceId);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Amqp.ConnectAsync(instance with { ConnectAddress = address }));
        await Amqp.WorksAsync(instance);

        await warren.Api.ModifyAsync(instanceId, $$"""{"enable_publicip":true,"publicip_id":"{{id}}"}""");
        await warren.Api.RunningAsync(instanceId);
        await Amqp.WorksAsync(instance with { ConnectAddress = address });
        Assert.Equal(broker, warren.NodeOf(instanceId).RunningPid); // never restarted

        ProcessTable.Kill(broker);
        await Eventually.See("the public address answers again", () => Amqp.LogsInAsync(instance with { ConnectAddress = address }), answers => answers);
    }

    [Fact]
    public async Task With_TLS_the_certificate_names_the_public_address_as_soon_as_it_is_bound()
    {
        var warren = NewWarren();
        await warren.StartAsync();
        var instanceId = await warren.Api.CreateAsync(warren.Api.QuickStart("public-tls") with { SslEnable = true });
        var instance = await warren.Api.RunningAsync(instanceId);
        var broker = warren.NodeOf(instanceId).RunningPid;
        var (id, address) = await warren.Api.AllocatePublicIpAsync();

        await warren.Api.ModifyAsync(instanceId, $$"""{"enable_publicip":true,"publicip_id":"{{id}}"}""");
        await warren.Api.RunningAsync(instanceId);

        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(warren.Data, "tls", "ca.crt"));
        await Amqp.WorksAsync(instance with { ConnectAddress = address }, Trust.In(authority, address));
        await Amqp.WorksAsync(instance, Trust.In(authority, instance.ConnectAddress));
        Assert.Equal(broker, warren.NodeOf(instanceId).RunningPid);
    }
}
