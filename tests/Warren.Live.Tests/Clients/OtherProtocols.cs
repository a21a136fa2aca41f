using System.Net.Sockets;
using System.Text;

namespace Warren.Live.Tests.Clients;

/// <summary>The first words of MQTT and STOMP, byte by byte: enough to see that an instance speaks them.</summary>
internal static class OtherProtocols
{
    /// <summary>Logs in by MQTT 3.1.1, publishes once and leaves.</summary>
    public static async Task PublishByMqttAsync(string address, int port, string topic, string message)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address, port);
        var stream = client.GetStream();
        await stream.WriteAsync(Packet(0x10, [.. Text("MQTT"), 4, 0xC2, 0, 60, .. Text("warren-test"), .. Text(WarrenClient.AccessUser), .. Text(WarrenClient.AccessPassword)]));
        var answer = new byte[4];
        await stream.ReadExactlyAsync(answer);
        Assert.Equal([0x20, 2, 0, 0], answer); // CONNACK: accepted
        await stream.WriteAsync(Packet(0x30, [.. Text(topic), .. Encoding.UTF8.GetBytes(message)]));
        await stream.WriteAsync(Packet(0xE0, []));
        Assert.Equal(0, await stream.ReadAsync(answer)); // the broker has read all of it and closes
    }

    /// <summary>What the broker answers to a login by STOMP, the first word.</summary>
    public static async Task<string> LogInByStompAsync(string address, int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address, port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"CONNECT\naccept-version:1.2\nhost:/\nlogin:{WarrenClient.AccessUser}\npasscode:{WarrenClient.AccessPassword}\n\n\0"));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() ?? "";
    }

    private static byte[] Packet(byte kind, byte[] content)
    {
        Assert.True(content.Length < 128, "one byte of length");
        return [kind, (byte)content.Length, .. content];
    }

    private static byte[] Text(string text) => [0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
}
