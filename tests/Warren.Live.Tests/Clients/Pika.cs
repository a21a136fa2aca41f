using System.Diagnostics;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Machine;

namespace Warren.Live.Tests.Clients;

/// <summary>An instance as its customers use it, by a client that is not ours and not .NET: Debian's python3-pika.</summary>
internal static class Pika
{
    private const string Script =
        """
        import os, pika, ssl

        address, authority = os.environ["ADDRESS"], os.environ.get("CA_FILE")
        tls = pika.SSLOptions(ssl.create_default_context(cafile=authority), address) if authority else None
        connection = pika.BlockingConnection(pika.ConnectionParameters(
            address, int(os.environ["PORT"]), ssl_options=tls,
            credentials=pika.PlainCredentials(os.environ["LOGIN"], os.environ["PASSWORD"])))
        channel = connection.channel()
        channel.queue_declare("from-python", durable=True)
        channel.confirm_delivery()  # from here on a publish returns once it is confirmed, and throws when it is not
        channel.basic_publish("", "from-python", b"hello", pika.BasicProperties(delivery_mode=2), mandatory=True)
        for method, properties, body in channel.consume("from-python", inactivity_timeout=30):
            assert method is not None, "no message came"
            channel.basic_ack(method.delivery_tag)
            print(body.decode(), properties.delivery_mode)
            break
        connection.close()
        """;

    /// <summary>Sends a persistent message with confirmation and consumes it. With a CA file over TLS, where the certificate must name the address.</summary>
    public static async Task WorksAsync(InstanceResponse instance, string? authorityFile = null)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-"]);
        start.Environment["ADDRESS"] = instance.ConnectAddress;
        start.Environment["PORT"] = instance.Port.ToString();
        start.Environment["LOGIN"] = WarrenClient.AccessUser;
        start.Environment["PASSWORD"] = WarrenClient.AccessPassword;
        start.Environment["CA_FILE"] = authorityFile ?? "";
        Assert.Equal("hello 2\n", (await Command.RunAsync(start, Script)).Succeeded());
    }
}
