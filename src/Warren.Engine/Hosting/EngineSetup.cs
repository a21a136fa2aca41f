using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.Audit;
using Warren.Engine.Catalogue;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Access;
using Warren.Engine.Iam.Groups;
using Warren.Engine.Iam.Keystone;
using Warren.Engine.Iam.Lockout;
using Warren.Engine.Iam.Projects;
using Warren.Engine.Iam.Roles;
using Warren.Engine.Iam.TemporaryKeys;
using Warren.Engine.Iam.Users;
using Warren.Engine.Instances;
using Warren.Engine.Maintenance;
using Warren.Engine.Metrics;
using Warren.Engine.Network;
using Warren.Engine.Plugins;
using Warren.Engine.Pool;
using Warren.Engine.Quotas;
using Warren.Engine.Reconcile;
using Warren.Engine.Recovery;
using Warren.Engine.Recycling;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Fake;
using Warren.Engine.Runtimes.Kubernetes;
using Warren.Engine.Runtimes.Local;
using Warren.Engine.Runtimes.Local.Networking;
using Warren.Engine.Security;
using Warren.Engine.Security.Keys;
using Warren.Engine.Store;
using Warren.Engine.Tasks;
using Warren.Engine.Telemetry;
using Warren.Engine.Topology;

namespace Warren.Engine.Hosting;

/// <summary>Registers the control plane.</summary>
public static class EngineSetup
{
    /// <summary>Tokens and access keys that are remembered.</summary>
    private const long MostProofs = 10_000;

    /// <param name="services">Where to.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="fakeBrokers">Whether to keep no brokers at all.</param>
    /// <param name="stopBrokers">Whether brokers end with Warren instead of outliving it.</param>
    /// <param name="roles">What this copy does.</param>
    public static IServiceCollection AddWarrenEngine(this IServiceCollection services, DataFolder data, bool fakeBrokers, bool stopBrokers, CopyRoles? roles = null)
    {
        roles ??= CopyRoles.Both;
        services.AddSingleton(data);
        services.AddSingleton(roles);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(ProductCatalogue.Default);
        services.AddSingleton(provider => CertificateAuthority.OpenOrCreate(data.Tls, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SecretProtector>();
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddKeyRing(data);
        services.AddStore();

        services.AddOptions<LocalOptions>().BindConfiguration("Local").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<KubernetesOptions>().BindConfiguration("Kubernetes").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ReconcileOptions>().BindConfiguration("Reconcile").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AuditOptions>().BindConfiguration("Audit").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ProofLockOptions>().BindConfiguration("Lockout").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MetricOptions>().BindConfiguration("Metrics").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<QuotaOptions>().BindConfiguration("Quota").ValidateDataAnnotations().ValidateOnStart();
        if (fakeBrokers)
        {
            services.AddOptions<FakeOptions>().BindConfiguration("Fake").ValidateDataAnnotations().ValidateOnStart();
            services.AddSingleton<IBrokerRuntime, FakeRuntime>();
        }
        else
        {
            services.AddSingleton(provider => RuntimeChoice.Of(provider, stopBrokers));
        }

        if (stopBrokers && roles.Reconcile)
        {
            services.AddHostedService<BrokerShutdown>();
        }

        services.AddSingleton<EngineMeters>();
        services.AddSingleton<FaultPoints>();
        services.AddSingleton<Wakeups>();
        services.AddSingleton<WorkQueue>();
        services.AddSingleton<InstanceReport>();
        services.AddSingleton<MaintenanceSchedule>();
        services.AddSingleton<DefinitionImports>();
        services.AddSingleton<AutoExpansion>();
        services.AddSingleton<BrokerPlans>();
        services.AddSingleton<InstanceReconciler>();
        services.AddSingleton<MetricTurns>();
        services.AddSingleton<MetricProbe>();
        services.AddSingleton<MetricStore>();
        services.AddSingleton<LastSamples>();
        services.AddSingleton<MetricSampler>();
        if (roles.Reconcile)
        {
            services.AddHostedService<ReconcileLoop>();
            services.AddHostedService<OrphanWatch>();
            services.AddHostedService<AuditRetention>();
            services.AddHostedService<MetricRetention>();
            if (!fakeBrokers)
            {
                services.AddHostedService<HostWatch>();
                services.AddHostedService<WarmPool>();
                services.AddHostedService<MetricSampling>();
                services.AddHostedService<FirewallKeeper>();
            }
        }

        services.AddScoped<AuditTrail>();
        services.AddScoped<AuditService>();

        services.AddScoped<Bootstrap>();
        services.AddScoped<SharedAuthority>();
        services.AddNetwork();
        services.AddMemory<Caller>(MostProofs);
        services.AddMemory<Signer?>(MostProofs);
        services.AddSingleton<RememberedCallers>();
        services.AddScoped<TokenService>();
        services.AddScoped<ProofLocks>();
        services.AddKeystone();
        services.AddScoped<AccessKeyService>();
        services.AddScoped<TemporaryKeyService>();
        services.AddScoped<ProjectService>();
        services.AddScoped<AuthorizationService>();
        services.AddScoped<ExplainService>();
        services.AddScoped<UserService>();
        services.AddScoped<GroupService>();
        services.AddScoped<ProjectChanges>();
        services.AddScoped<RoleService>();
        services.AddScoped<GrantService>();
        services.AddScoped<AccessKeyAdministration>();
        services.AddScoped<InstanceFinder>();
        services.AddScoped<BlankInstances>();
        services.AddScoped<InstanceService>();
        services.AddScoped<InstanceChanges>();
        services.AddScoped<BatchAction>();
        services.AddScoped<TaskService>();
        services.AddScoped<BrokerAccess>();
        services.AddScoped<VhostService>();
        services.AddScoped<ExchangeService>();
        services.AddScoped<QueueService>();
        services.AddScoped<BindingService>();
        services.AddScoped<BrokerUserService>();
        services.AddScoped<PluginService>();
        services.AddScoped<RecycleBin>();
        services.AddScoped<DefinitionService>();
        services.AddScoped<VolumeExpansionService>();
        services.AddScoped<ScheduledTaskService>();
        services.AddSingleton<OrphanSignal>();
        services.AddScoped<OrphanService>();
        services.AddScoped<MetricService>();
        services.AddScoped<TagService>();
        services.AddScoped<QuotaService>();
        return services;
    }
}
