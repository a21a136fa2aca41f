using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Warren.Engine.Security.Keys;

namespace Warren.Engine.Tests.Security;

/// <summary>Keys of the ring, encrypted at rest under a master key.</summary>
public sealed class KeyRingEncryptionTests
{
    private static readonly XElement Key = new("key", new XElement("value", "a secret"));

    [Fact]
    public void What_a_master_key_encrypted_it_decrypts_also_when_a_new_one_stands_before_it()
    {
        var (first, second) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        var encrypted = new KeyRingEncryption([first]).Encrypt(Key).EncryptedElement;

        Assert.DoesNotContain("a secret", encrypted.ToString(), StringComparison.Ordinal);
        Assert.Equal(Key.ToString(), Decrypt(encrypted, first).ToString());
        Assert.Equal(Key.ToString(), Decrypt(encrypted, second, first).ToString());
    }

    [Fact]
    public void Another_master_key_or_an_altered_text_decrypts_nothing()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var encrypted = new KeyRingEncryption([key]).Encrypt(Key).EncryptedElement;
        Assert.Throws<CryptographicException>(() => Decrypt(encrypted, RandomNumberGenerator.GetBytes(32)));

        var bytes = Convert.FromBase64String(encrypted.Value);
        bytes[^1] ^= 1;

        Assert.Throws<CryptographicException>(() => Decrypt(new XElement("masterKey", Convert.ToBase64String(bytes)), key));
    }

    private static XElement Decrypt(XElement encrypted, params IReadOnlyList<byte[]> masterKeys)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Options.Create(new KeyOptions { MasterKey = string.Join(',', masterKeys.Select(Convert.ToBase64String)) }));
        using var provider = services.BuildServiceProvider();
        return new KeyRingDecryption(provider).Decrypt(encrypted);
    }
}
