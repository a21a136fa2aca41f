using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;
using Warren.Engine.Store;

namespace Warren.Engine.Security.Keys;

/// <summary>Registers Data Protection with the key ring where <see cref="KeyOptions"/> says.</summary>
internal static class KeyRingSetup
{
    public static IServiceCollection AddKeyRing(this IServiceCollection services, DataFolder data)
    {
        services.AddOptions<KeyOptions>().BindConfiguration("Keys").ValidateDataAnnotations().ValidateOnStart()
            .PostConfigure<IOptions<StoreOptions>>((keys, store) => keys.Store ??= store.Value.Provider == StoreProvider.Postgres ? KeyStore.Database : KeyStore.Folder);
        services.AddDataProtection().SetApplicationName("Warren");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(ring =>
        {
            var options = provider.GetRequiredService<IOptions<KeyOptions>>().Value;
            var loggers = provider.GetRequiredService<ILoggerFactory>();
            ring.XmlRepository = options.Store == KeyStore.Database
                ? new EntityFrameworkCoreXmlRepository<StoreContext>(provider, loggers)
                : new FileSystemXmlRepository(Directory.CreateDirectory(data.Keys), loggers);
            ring.XmlEncryptor = options.Keys() is { Count: > 0 } keys ? new KeyRingEncryption(keys) : null;
        }));
        return services;
    }
}
