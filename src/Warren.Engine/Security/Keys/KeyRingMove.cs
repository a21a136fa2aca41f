using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;
using Warren.Engine.Store;

namespace Warren.Engine.Security.Keys;

/// <summary>
/// Takes the key ring of a data folder into a store. What the store may hold is encrypted first, as Data Protection itself would have written it:
/// <code>&lt;encryptedSecret decryptorType="…"&gt;&lt;masterKey&gt;…&lt;/masterKey&gt;&lt;/encryptedSecret&gt;</code>
/// </summary>
public static class KeyRingMove
{
    private static readonly XNamespace DataProtection = "http://schemas.asp.net/2015/03/dataProtection";

    /// <param name="folder">Where the files are; it may be missing.</param>
    /// <param name="target">Gets a row for each; the caller saves.</param>
    /// <param name="options">With the master key.</param>
    /// <returns>How many keys were taken.</returns>
    public static int Take(string folder, StoreContext target, KeyOptions options)
    {
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        var encryption = new KeyRingEncryption(options.Keys()!);
        var keys = new FileSystemXmlRepository(new DirectoryInfo(folder), NullLoggerFactory.Instance).GetAllElements();
        foreach (var key in keys)
        {
            foreach (var secret in key.Descendants().Where(e => (bool?)e.Attribute(DataProtection + "requiresEncryption") == true).ToList())
            {
                var hidden = encryption.Encrypt(secret);
                secret.ReplaceWith(new XElement(
                    DataProtection + "encryptedSecret", new XAttribute("decryptorType", hidden.DecryptorType.AssemblyQualifiedName!), hidden.EncryptedElement));
            }

            target.DataProtectionKeys.Add(new DataProtectionKey { FriendlyName = $"key-{(string?)key.Attribute("id")}", Xml = key.ToString(SaveOptions.DisableFormatting) });
        }

        return keys.Count;
    }
}
