using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Catalogue;
using Warren.Engine.Iam;
using Warren.Engine.Network;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Hosting;

/// <summary>
/// The first start: makes an account with its user, project, access key, network and zone, in one transaction. Later starts find them.
/// Secrets exist in clear only in what is handed over.
/// </summary>
public sealed class Bootstrap(
    StoreContext store, IBrokerRuntime runtime, IPasswordHasher<User> hasher, SecretProtector secrets, BootstrapOptions options, TimeProvider clock)
{
    /// <param name="handOver">Keeps the secrets where their owner reads them. Called before anything is committed: a crash between the two costs a repeated
    /// first start, and never an installation that nobody can sign in to.</param>
    /// <param name="ct">Gives up before the commit.</param>
    /// <exception cref="ArgumentException">An option is not usable; the message names it.</exception>
    /// <exception cref="RuntimeUnavailableException">The data folder belongs to another runtime.</exception>
    public async Task RunAsync(Action<FirstCredentials> handOver, CancellationToken ct)
    {
        secrets.Protect(new Secret("")); // makes the key ring's first key by a connection of its own, which a transaction here would keep waiting
        await using var transaction = await store.Database.BeginTransactionAsync(ct); // of copies that start together, one is the first
        if (await store.Installations.AsNoTracking().SingleOrDefaultAsync(ct) is { } installation)
        {
            if (installation.Runtime != runtime.Name)
            {
                throw new RuntimeUnavailableException(
                    $"This data folder belongs to the {installation.Runtime} runtime, and Warren was started with the {runtime.Name} one. Use another data folder.");
            }

            return;
        }

        var now = clock.GetUtcNow();
        var account = new Account { Id = RandomText.Id(), Name = options.Account, CreatedAt = now };
        var password = options.Password ?? RandomText.Password(20);
        var user = new User
        {
            Id = RandomText.Id(),
            AccountId = account.Id,
            Name = options.User,
            PasswordHash = "",
            PasswordChangedAt = now,
            IsAccountOwner = true,
            CreatedAt = now,
        };
        user.PasswordHash = hasher.HashPassword(user, password.Reveal());
        var secretKey = options.SecretKey ?? RandomText.Password(40);
        var key = new AccessKey { Id = options.AccessKey ?? RandomText.AccessKey(), UserId = user.Id, ProtectedSecret = secrets.Protect(secretKey), CreatedAt = now };
        var project = new Project { Id = options.ProjectId ?? RandomText.Id(), AccountId = account.Id, Name = options.ProjectName, CreatedAt = now };
        var zone = new Zone { Id = options.ZoneId ?? RandomText.Id(), Code = $"{options.ProjectName}a", Ordinal = 0 };
        var (vpc, subnet, group) = DefaultNetwork(project.Id, now);

        store.AddRange(account, user, key, project, zone, vpc, subnet, group);
        store.Installations.Add(new Installation { Id = 1, Region = project.Name, Runtime = runtime.Name, CreatedAt = now });
        handOver(new FirstCredentials
        {
            Account = account.Name,
            User = user.Name,
            Password = password,
            ProjectId = project.Id,
            ProjectName = project.Name,
            AccessKey = key.Id,
            SecretKey = secretKey,
            VpcId = vpc.Id,
            SubnetId = subnet.Id,
            SecurityGroupId = group.Id,
            ZoneId = zone.Id,
        });
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private (Vpc Vpc, Subnet Subnet, SecurityGroup Group) DefaultNetwork(string projectId, DateTimeOffset now)
    {
        var vpcRange = options.VpcCidr ?? runtime.DefaultNetwork;
        var subnetRange = options.SubnetCidr ?? (options.VpcCidr is null ? new IPNetwork(vpcRange.BaseAddress, vpcRange.PrefixLength + 1) : vpcRange);
        if (!vpcRange.Contains(subnetRange.BaseAddress) || subnetRange.PrefixLength < vpcRange.PrefixLength || subnetRange.PrefixLength > 28)
        {
            throw new ArgumentException($"WARREN_BOOTSTRAP_SUBNET_CIDR ({subnetRange}) must be a range of at least 16 addresses inside WARREN_BOOTSTRAP_VPC_CIDR ({vpcRange}).");
        }

        var vpc = new Vpc { Id = RandomText.Uuid(), ProjectId = projectId, Name = "vpc-default", Cidr = vpcRange.ToString(), CreatedAt = now };
        var subnet = new Subnet
        {
            Id = RandomText.Uuid(),
            ProjectId = projectId,
            VpcId = vpc.Id,
            Name = "subnet-default",
            Cidr = subnetRange.ToString(),
            GatewayIp = AddressAllocator.ToAddress(AddressAllocator.ToNumber(subnetRange.BaseAddress) + 1).ToString(),
            CreatedAt = now,
        };
        var groupId = RandomText.Uuid();
        var group = new SecurityGroup { Id = groupId, ProjectId = projectId, Name = "default", CreatedAt = now, Rules = SecurityGroupRule.Defaults(groupId, now) };
        return (vpc, subnet, group);
    }
}

/// <summary>What the first start made, with its secrets.</summary>
public sealed record FirstCredentials
{
    public required string Account { get; init; }

    public required string User { get; init; }

    public required Secret Password { get; init; }

    public required string ProjectId { get; init; }

    public required string ProjectName { get; init; }

    public required string AccessKey { get; init; }

    public required Secret SecretKey { get; init; }

    public required string VpcId { get; init; }

    public required string SubnetId { get; init; }

    public required string SecurityGroupId { get; init; }

    public required string ZoneId { get; init; }
}
