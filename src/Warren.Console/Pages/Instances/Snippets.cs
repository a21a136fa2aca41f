using Warren.Contract.Dms.V1;

namespace Warren.WebConsole.Pages.Instances;

/// <summary>How a program connects to an instance, ready to run: the right addresses, port and TLS; the password comes from the environment.</summary>
internal static class Snippets
{
    /// <param name="language">csharp, java, python, go or node.</param>
    /// <param name="instance">The instance.</param>
    public static string For(string language, InstanceResponse instance)
    {
        var hosts = instance.ConnectAddress.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return language switch
        {
            "java" => Java(instance, hosts),
            "python" => Python(instance, hosts),
            "go" => Go(instance, hosts),
            "node" => Node(instance, hosts),
            _ => CSharp(instance, hosts),
        };
    }

    private static string CSharp(InstanceResponse i, string[] hosts)
    {
        var usings = i.SslEnable ? "using System.Net.Security;\nusing System.Security.Cryptography.X509Certificates;\n" : "";
        var tls = !i.SslEnable ? "" : """

            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile("ca.crt")); // from this page
            bool IsTrusted(object _, X509Certificate? leaf, X509Chain? __, SslPolicyErrors errors)
            {
                using var chain = new X509Chain { ChainPolicy = trust.Clone() };
                return !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && chain.Build((X509Certificate2)leaf!);
            }
            """;
        var option = i.SslEnable ? ", new SslOption(host, enabled: true) { CertificateValidationCallback = IsTrusted }" : "";
        return $$"""
            // dotnet add package RabbitMQ.Client
            {{usings}}using RabbitMQ.Client;

            var factory = new ConnectionFactory
            {
                UserName = "{{i.AccessUser}}",
                Password = Environment.GetEnvironmentVariable("RABBITMQ_PASSWORD")!,
            };{{tls}}
            string[] hosts = [{{Quoted(hosts)}}];
            await using var connection = await factory.CreateConnectionAsync(
                hosts.Select(host => new AmqpTcpEndpoint(host, {{i.Port}}{{option}})));
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueDeclareAsync("hello", durable: true, exclusive: false, autoDelete: false);
            await channel.BasicPublishAsync("", "hello", "Hello"u8.ToArray());
            """;
    }

    private static string Java(InstanceResponse i, string[] hosts)
    {
        var tls = !i.SslEnable ? "" : """
            // keytool -importcert -noprompt -file ca.crt -keystore trust.p12 -storepass changeit
            KeyStore store = KeyStore.getInstance(new File("trust.p12"), "changeit".toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext tls = SSLContext.getInstance("TLSv1.3");
            tls.init(null, trust.getTrustManagers(), null);
            factory.useSslProtocol(tls);
            factory.enableHostnameVerification();

            """;
        return $$"""
            // com.rabbitmq:amqp-client
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUsername("{{i.AccessUser}}");
            factory.setPassword(System.getenv("RABBITMQ_PASSWORD"));
            {{tls}}Address[] hosts = { {{string.Join(", ", hosts.Select(h => $"new Address(\"{h}\", {i.Port})"))}} };
            try (Connection connection = factory.newConnection(hosts); Channel channel = connection.createChannel()) {
                channel.queueDeclare("hello", true, false, false, null);
                channel.basicPublish("", "hello", MessageProperties.PERSISTENT_BASIC, "Hello".getBytes());
            }
            """;
    }

    private static string Python(InstanceResponse i, string[] hosts)
    {
        var imports = i.SslEnable ? "import os, ssl\nimport pika" : "import os\nimport pika";
        var tls = i.SslEnable ? "\ntls = ssl.create_default_context(cafile=\"ca.crt\")" : "";
        var option = i.SslEnable ? ",\n    ssl_options=pika.SSLOptions(tls, host)" : "";
        return $"""
            # pip install pika
            {imports}

            login = pika.PlainCredentials("{i.AccessUser}", os.environ["RABBITMQ_PASSWORD"]){tls}
            connection = pika.BlockingConnection([pika.ConnectionParameters(
                host=host, port={i.Port}, credentials=login{option}) for host in [{Quoted(hosts)}]])
            channel = connection.channel()
            channel.queue_declare("hello", durable=True)
            channel.basic_publish("", "hello", b"Hello")
            connection.close()
            """;
    }

    private static string Go(InstanceResponse i, string[] hosts)
    {
        var scheme = i.SslEnable ? "amqps" : "amqp";
        var dial = i.SslEnable
            ? "pem, _ := os.ReadFile(\"ca.crt\")\n\troots := x509.NewCertPool()\n\troots.AppendCertsFromPEM(pem)\n\tconnection, err := amqp.DialTLS(url.String(), &tls.Config{RootCAs: roots})"
            : "connection, err := amqp.Dial(url.String())";
        var imports = i.SslEnable ? "\n\t\"crypto/tls\"\n\t\"crypto/x509\"" : "";
        return $$"""
            // go get github.com/rabbitmq/amqp091-go
            package main

            import (
            	"context"{{imports}}
            	"log"
            	"net/url"
            	"os"

            	amqp "github.com/rabbitmq/amqp091-go"
            )

            func main() {
            	url := url.URL{Scheme: "{{scheme}}", Host: "{{hosts.FirstOrDefault()}}:{{i.Port}}", Path: "/",
            		User: url.UserPassword("{{i.AccessUser}}", os.Getenv("RABBITMQ_PASSWORD"))}
            	{{dial}}
            	if err != nil {
            		log.Fatal(err)
            	}
            	defer connection.Close()
            	channel, _ := connection.Channel()
            	channel.QueueDeclare("hello", true, false, false, false, nil)
            	channel.PublishWithContext(context.Background(), "", "hello", false, false, amqp.Publishing{Body: []byte("Hello")})
            }
            """;
    }

    private static string Node(InstanceResponse i, string[] hosts)
    {
        var (scheme, option) = i.SslEnable ? ("amqps", ", { ca: [readFileSync('ca.crt')] }") : ("amqp", "");
        var import = i.SslEnable ? "import { readFileSync } from 'node:fs';\n" : "";
        return $$"""
            // npm install amqplib
            {{import}}import amqp from 'amqplib';

            const connection = await amqp.connect({
              protocol: '{{scheme}}', hostname: '{{hosts.FirstOrDefault()}}', port: {{i.Port}},
              username: '{{i.AccessUser}}', password: process.env.RABBITMQ_PASSWORD,
            }{{option}});
            const channel = await connection.createConfirmChannel();
            await channel.assertQueue('hello');
            channel.sendToQueue('hello', Buffer.from('Hello'), { persistent: true });
            await channel.waitForConfirms();
            await connection.close();
            """;
    }

    private static string Quoted(string[] hosts) => string.Join(", ", hosts.Select(h => $"\"{h}\""));
}
