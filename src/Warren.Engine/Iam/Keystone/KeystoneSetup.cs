using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Warren.Engine.Iam.Keystone;

/// <summary>Registers what takes Keystone's tokens.</summary>
internal static class KeystoneSetup
{
    public static IServiceCollection AddKeystone(this IServiceCollection services)
    {
        services.AddOptions<KeystoneOptions>().BindConfiguration("Identity:Keystone").ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient(KeystoneClient.HttpName, http =>
            {
                http.Timeout = Timeout.InfiniteTimeSpan; // each question has its own limit

                // WSGI servers end connections without saying so, and a question that meets such an end would be a failure. They are few enough.
                http.DefaultRequestHeaders.ConnectionClose = true;
            })
            .RemoveAllLoggers() // addresses of an inner service; what goes wrong is logged by us
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider.GetRequiredService<IOptions<KeystoneOptions>>().Value));
        services.AddSingleton<KeystoneClient>();
        services.AddSingleton<KeystoneTokens>();
        services.AddScoped<FederatedIdentities>();
        return services.AddScoped<TokenCheck>();
    }

    private static SocketsHttpHandler Handler(KeystoneOptions options)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        if (!string.IsNullOrEmpty(options.CertificateAuthority))
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(options.CertificateAuthority);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }
}
