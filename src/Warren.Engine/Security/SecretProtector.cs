using Microsoft.AspNetCore.DataProtection;

namespace Warren.Engine.Security;

/// <summary>Encrypts at rest what must be read back: secret keys, Erlang cookies, management credentials. Keys: Data Protection's ring in the data folder.</summary>
public sealed class SecretProtector(IDataProtectionProvider provider)
{
    private readonly IDataProtector protector = provider.CreateProtector("Warren.Store.Secrets.v1");

    public string Protect(Secret secret) => protector.Protect(secret.Reveal());

    /// <exception cref="System.Security.Cryptography.CryptographicException">The key ring is not the one that wrote the value.</exception>
    public Secret Unprotect(string stored) => new(protector.Unprotect(stored));

    /// <summary>The same, decrypted when it is first revealed, which is when it fails.</summary>
    public Secret UnprotectLater(string stored) => new(() => protector.Unprotect(stored));
}
