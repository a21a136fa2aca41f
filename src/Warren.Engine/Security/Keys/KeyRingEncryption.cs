using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Warren.Engine.Security.Keys;

/// <summary>Encrypts the keys of the ring at rest, with AES-256-GCM under the first master key.</summary>
internal sealed class KeyRingEncryption(IReadOnlyList<byte[]> masterKeys) : IXmlEncryptor
{
    public const int KeyBytes = 32;
    public const int NonceBytes = 12;
    public const int TagBytes = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(masterKeys[0], TagBytes);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceBytes), plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes));
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(new XElement("masterKey", Convert.ToBase64String(sealedBytes)), typeof(KeyRingDecryption));
    }
}

/// <summary>Decrypts them, under whichever master key fits. Data Protection makes it by its name, which stands beside each key.</summary>
internal sealed class KeyRingDecryption(IServiceProvider services) : IXmlDecryptor
{
    /// <exception cref="CryptographicException">No master key of this start is the one that it was encrypted with.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        var sealedBytes = Convert.FromBase64String(encryptedElement.Value);
        var plain = new byte[sealedBytes.Length - KeyRingEncryption.NonceBytes - KeyRingEncryption.TagBytes];
        foreach (var key in services.GetRequiredService<IOptions<KeyOptions>>().Value.Keys() ?? [])
        {
            try
            {
                using var aes = new AesGcm(key, KeyRingEncryption.TagBytes);
                aes.Decrypt(
                    sealedBytes.AsSpan(0, KeyRingEncryption.NonceBytes),
                    sealedBytes.AsSpan(KeyRingEncryption.NonceBytes + KeyRingEncryption.TagBytes),
                    sealedBytes.AsSpan(KeyRingEncryption.NonceBytes, KeyRingEncryption.TagBytes),
                    plain);
                return XElement.Parse(Encoding.UTF8.GetString(plain));
            }
            catch (AuthenticationTagMismatchException)
            {
                // another one's
            }
        }

        throw new CryptographicException("The key ring is encrypted with a master key that is not among Keys:MasterKey or Keys:MasterKeyFile.");
    }
}
