using System.Net.Security;
using System.Security.Authentication;

namespace Warren.Engine.Security;

/// <summary>
/// The TLS that Warren and its brokers speak: 1.2 and 1.3, and of 1.2 only suites with an ephemeral key and authenticated encryption. Every client library of the last
/// ten years can; source of the choice: RFC 9325, section 4.2.
/// </summary>
public static class TlsChoice
{
    public const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>In OpenSSL's words, which RabbitMQ reads; the best first.</summary>
    public static IReadOnlyList<string> Ciphers { get; } =
    [
        "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
    ];

    /// <summary>The same as lines of rabbitmq.conf.</summary>
    /// <param name="prefix">Of a kind of listeners, such as ssl_options.</param>
    public static IEnumerable<(string Key, string Value)> OfBroker(string prefix) =>
    [
        ($"{prefix}.honor_cipher_order", "true"),
        ($"{prefix}.versions.1", "tlsv1.3"),
        ($"{prefix}.versions.2", "tlsv1.2"),
        .. Ciphers.Index().Select(c => ($"{prefix}.ciphers.{c.Index + 1}", c.Item)),
    ];

    /// <summary>The same for Kestrel.</summary>
    public static CipherSuitesPolicy Suites { get; } = new(
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_AES_128_GCM_SHA256, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ]);
}
