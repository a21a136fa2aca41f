using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Warren.Engine.Audit;
using Warren.Engine.Catalogue;
using Warren.Engine.EnterpriseProjects;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Groups;
using Warren.Engine.Iam.Lockout;
using Warren.Engine.Iam.Roles;
using Warren.Engine.Instances;
using Warren.Engine.Maintenance;
using Warren.Engine.Metrics;
using Warren.Engine.Network;
using Warren.Engine.Pool;
using Warren.Engine.Recovery;
using Warren.Engine.Recycling;
using Warren.Engine.Tasks;
using Warren.Engine.Topology;

namespace Warren.Engine.Store;

/// <summary>The store: all that Warren knows. Times are Unix milliseconds, so that they compare and sort in every database alike.</summary>
public class StoreContext : DbContext, IDataProtectionKeyContext
{
    public StoreContext(DbContextOptions<StoreContext> options)
        : base(options)
    {
    }

    private protected StoreContext(DbContextOptions options)
        : base(options)
    {
    }

    public DbSet<Installation> Installations => Set<Installation>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<User> Users => Set<User>();

    public DbSet<Project> Projects => Set<Project>();

    public DbSet<AccessKey> AccessKeys => Set<AccessKey>();

    public DbSet<RevokedToken> RevokedTokens => Set<RevokedToken>();

    public DbSet<ProofFailures> ProofFailures => Set<ProofFailures>();

    public DbSet<Group> Groups => Set<Group>();

    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();

    public DbSet<CustomPolicy> CustomPolicies => Set<CustomPolicy>();

    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();

    public DbSet<Zone> Zones => Set<Zone>();

    public DbSet<Vpc> Vpcs => Set<Vpc>();

    public DbSet<Subnet> Subnets => Set<Subnet>();

    public DbSet<SecurityGroup> SecurityGroups => Set<SecurityGroup>();

    public DbSet<SecurityGroupRule> SecurityGroupRules => Set<SecurityGroupRule>();

    public DbSet<Port> Ports => Set<Port>();

    public DbSet<PublicIp> PublicIps => Set<PublicIp>();

    public DbSet<NetworkTag> NetworkTags => Set<NetworkTag>();

    public DbSet<EnterpriseProject> EnterpriseProjects => Set<EnterpriseProject>();

    public DbSet<NodeAddress> NodeAddresses => Set<NodeAddress>();

    public DbSet<AddressCursor> AddressCursors => Set<AddressCursor>();

    public DbSet<Instance> Instances => Set<Instance>();

    public DbSet<BlankInstance> BlankInstances => Set<BlankInstance>();

    public DbSet<DefinitionImport> DefinitionImports => Set<DefinitionImport>();

    public DbSet<RecyclePolicy> RecyclePolicies => Set<RecyclePolicy>();

    public DbSet<InstanceTag> InstanceTags => Set<InstanceTag>();

    public DbSet<BackgroundTask> Tasks => Set<BackgroundTask>();

    public DbSet<ScheduledTask> ScheduledTasks => Set<ScheduledTask>();

    public DbSet<MetricPoint> MetricPoints => Set<MetricPoint>();

    public DbSet<Orphan> Orphans => Set<Orphan>();

    /// <summary>The key ring, when it is not kept in the data folder.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    /// <summary>Records each save of a call; null where no call is served.</summary>
    internal AuditTrail? Trail { get; set; }

    /// <summary>Saves, and with it the record of who did so, in the same transaction.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Trail?.EventFor(ChangeTracker) is not { } audited)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        var entry = AuditEvents.Add(audited);
        try
        {
            var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            Trail.Written(audited);
            return rows;
        }
        finally
        {
            entry.State = EntityState.Detached; // also after a failure: another try has an event of its own
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapIam();
        MapNetwork(modelBuilder);
        modelBuilder.Entity<Instance>(instance =>
        {
            // A name is free again as soon as the instance's deletion was accepted.
            instance.HasIndex(i => new { i.ProjectId, i.Name }).IsUnique().HasFilter("\"DeletionRequestedAt\" IS NULL");
            instance.HasIndex(i => new { i.ProjectId, i.CreatedAt, i.Id });
            instance.HasIndex(i => i.DueAt);
            instance.HasIndex(i => i.Host);
            instance.HasIndex(i => i.CreatedAt).HasFilter("\"ObservedGeneration\" = 0"); // orders that are being carried out
            instance.HasIndex(i => i.MeasuredAt).HasFilter("\"ObservedGeneration\" <> 0 AND \"DeletionRequestedAt\" IS NULL AND \"Health\" <> 3"); // those that have brokers
            instance.HasIndex(i => i.SubnetId);
            instance.HasIndex(i => i.SecurityGroupId);
        });
        modelBuilder.Entity<DefinitionImport>(import =>
        {
            import.HasKey(i => new { i.InstanceId, i.Generation });
            import.HasOne<Instance>().WithMany().HasForeignKey(i => i.InstanceId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<RecyclePolicy>().HasKey(p => p.ProjectId);
        modelBuilder.Entity<InstanceTag>(tag =>
        {
            tag.HasKey(t => new { t.InstanceId, t.Key });
            tag.HasOne<Instance>().WithMany().HasForeignKey(t => t.InstanceId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<MetricPoint>(point =>
        {
            point.HasKey(p => new { p.InstanceId, p.Node, p.Period, p.Start });
            point.HasIndex(p => new { p.Period, p.Start }); // by which the old ones are found
            point.HasOne<Instance>().WithMany().HasForeignKey(p => p.InstanceId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<AuditEvent>(audited =>
        {
            audited.HasIndex(e => new { e.AccountId, e.ProjectId, e.Id });
            audited.HasIndex(e => new { e.AccountId, e.ResourceId, e.Id });
        });
        modelBuilder.Entity<Orphan>().HasIndex(o => o.Host);
        modelBuilder.Entity<BackgroundTask>(task =>
        {
            task.HasIndex(t => new { t.InstanceId, t.CreatedAt });
            task.HasIndex(t => t.State).HasFilter("\"State\" < 2"); // those that have not ended, which are few
        });
        modelBuilder.Entity<ScheduledTask>(task =>
        {
            task.HasIndex(t => new { t.InstanceId, t.ScheduledAt });
            task.Ignore(t => t.IsOpen);
            task.HasOne<Instance>().WithMany().HasForeignKey(t => t.InstanceId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void MapNetwork(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Vpc>(vpc =>
        {
            vpc.HasIndex(v => v.ProjectId);
            vpc.Ignore(v => v.Ranges);
            vpc.Ignore(v => v.ExtendRanges);
        });
        modelBuilder.Entity<Subnet>(subnet =>
        {
            subnet.HasIndex(s => s.ProjectId);
            subnet.HasIndex(s => s.VpcId);
            subnet.HasIndex(s => s.NeutronSubnetId).IsUnique();
            subnet.Ignore(s => s.Network);
            subnet.Ignore(s => s.DnsList);
        });
        modelBuilder.Entity<SecurityGroup>(group =>
        {
            group.HasIndex(g => g.ProjectId);
            group.HasMany(g => g.Rules).WithOne().HasForeignKey(r => r.SecurityGroupId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<Port>().HasIndex(p => p.ProjectId);
        modelBuilder.Entity<PublicIp>(ip =>
        {
            ip.HasIndex(i => i.ProjectId);
            ip.HasIndex(i => i.Address).IsUnique();
            ip.HasIndex(i => i.BandwidthId);
            ip.HasIndex(i => i.InstanceId);
            ip.Ignore(i => i.IsBound);
        });
        modelBuilder.Entity<NetworkTag>().HasKey(t => new { t.ResourceId, t.Key });
        modelBuilder.Entity<EnterpriseProject>().HasIndex(p => new { p.AccountId, p.Name }).IsUnique();
        modelBuilder.Entity<NodeAddress>(address =>
        {
            address.HasKey(a => new { a.Scope, a.Address });
            address.HasIndex(a => a.InstanceId);
            address.HasIndex(a => a.SubnetId);
            address.HasIndex(a => a.PortId);
        });
    }

    internal sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(), milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
