using Microsoft.EntityFrameworkCore;
using Warren.Engine.Store;

namespace Warren.Engine.Security;

/// <summary>
/// One certificate authority for all copies of Warren that share a store: the first brings its own, the others become it, so that what one hands out to be
/// trusted is good for the brokers of every host. A store in the data folder needs none of it.
/// </summary>
public sealed class SharedAuthority(StoreContext store, CertificateAuthority authority, SecretProtector secrets)
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key ring is not the one of the store.</exception>
    public async Task ShareAsync(CancellationToken ct)
    {
        if (store.Database.IsSqlite())
        {
            return;
        }

        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var installation = await store.Installations.SingleAsync(ct);
        var (certificate, key) = authority.Export();
        if (installation.AuthorityCertificate is null)
        {
            installation.AuthorityCertificate = certificate;
            installation.ProtectedAuthorityKey = secrets.Protect(key);
            await store.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        else if (installation.AuthorityCertificate != certificate)
        {
            authority.Become(installation.AuthorityCertificate, secrets.Unprotect(installation.ProtectedAuthorityKey!));
        }
    }
}
