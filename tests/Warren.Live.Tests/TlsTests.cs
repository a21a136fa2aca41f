using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

public sealed partial class TlsTests : LiveTest
{
    [Fact]
    public async Task An_instance_with_ssl_enable_is_reached_over_TLS_alone_and_with_a_certificate_of_the_local_authority()
    {
        var warren = NewWarren();
        warren.Urls = "http://127.0.0.1:0;https://127.0.0.1:0";
        await warren.StartAsync();
        var id = await warren.Api.CreateAsync(warren.Api.QuickStart("with-tls") with { SslEnable = true });

        var instance = await warren.Api.RunningAsync(id);

        var address = instance.ConnectAddress;
        Assert.True(instance.SslEnable);
        Assert.Equal(5671, instance.Port);
        Assert.Equal([$"{address}:15671", $"{address}:25672", $"{address}:5671"], await Listeners.OfAsync(warren.NodeOf(id).RunningPid));
        Assert.Equal($"https://{address}:15671", instance.ManagementConnectAddress);
        await RefusesPlainAsync(address);

        foreach (var server in (string[])[$"{address}:5671", $"{address}:15671", Https().Match(warren.Output).Groups[1].Value])
        {
            await SpeaksOnlyGoodTlsAsync(server);
        }

        var authorityFile = Path.Combine(warren.Data, "tls", "ca.crt");
        using var authority = X509CertificateLoader.LoadCertificateFromFile(authorityFile);
        await Amqp.WorksAsync(instance, Trust.In(authority, address));
        await Pika.WorksAsync(instance, authorityFile);
        await ManagementAnswersAsync(instance, authority);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Amqp.ConnectAsync(instance, tls: Trust.In(authority, "127.0.0.1")));
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Amqp.ConnectAsync(instance, tls: new SslOption(address, enabled: true)));
    }

    /// <summary>OpenSSL offers one kind of TLS at a time, old ones too.</summary>
    private static async Task SpeaksOnlyGoodTlsAsync(string server)
    {
        foreach (var (offer, isGood) in (IEnumerable<(string[], bool)>)
        [
            (["-tls1_3"], true), (["-tls1_2"], true), (["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"], true),
            (["-tls1_1", "-cipher", "ALL@SECLEVEL=0"], false), (["-tls1", "-cipher", "ALL@SECLEVEL=0"], false),
            (["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA@SECLEVEL=0"], false), (["-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-SHA384"], false),
        ])
        {
            var hello = await Command.RunAsync("openssl", ["s_client", "-connect", server, .. offer]);
            Assert.True(hello.ExitCode == 0 == isGood, $"{server} with {string.Join(' ', offer)}:\n{hello.Output}\n{hello.Errors}");
        }
    }

    private static async Task RefusesPlainAsync(string address)
    {
        foreach (var port in (int[])[5672, 15672])
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            var refusal = await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(IPAddress.Parse(address), port));
            Assert.Equal(SocketError.ConnectionRefused, refusal.SocketErrorCode);
        }
    }

    private static async Task ManagementAnswersAsync(InstanceResponse instance, X509Certificate2 authority)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = Trust.PolicyOf(authority);
        using var http = new HttpClient(handler);
        var login = Encoding.UTF8.GetBytes($"{WarrenClient.AccessUser}:{WarrenClient.AccessPassword}");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(login));

        var answer = await http.GetStringAsync(new Uri($"{instance.ManagementConnectAddress}/api/whoami"));

        Assert.Contains($"\"name\":\"{WarrenClient.AccessUser}\"", answer, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"https://(127\.0\.0\.1:\d+)")]
    private static partial Regex Https();
}
