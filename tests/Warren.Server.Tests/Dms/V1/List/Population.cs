using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V1.List;

/// <summary>Instances put into the store as they are, in states that brokers would take long to reach. The loop does not look at them.</summary>
internal static class Population
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_600_000_000);
    private static readonly DateTimeOffset Never = DateTimeOffset.FromUnixTimeSeconds(4_000_000_000);

    /// <summary>Replaces all that there is.</summary>
    /// <param name="host">Whose.</param>
    /// <param name="residents">From the oldest to the newest.</param>
    /// <param name="atOnce">How many have one and the same age; their ids decide which is listed first.</param>
    public static async Task ReplaceAsync(WarrenHost host, IEnumerable<Resident> residents, int atOnce = 1)
    {
        await using var store = host.OpenStore();
        await store.Instances.ExecuteDeleteAsync();
        store.Instances.AddRange(residents.Select((r, index) => ToRow(host, r, Start.AddSeconds(index / atOnce))));
        await store.SaveChangesAsync();
    }

    private static Instance ToRow(WarrenHost host, Resident resident, DateTimeOffset created) => new()
    {
        Id = Guid.NewGuid().ToString("D"),
        ProjectId = host.Credentials.ProjectId,
        Name = resident.Name,
        Description = "",
        EngineVersion = "3.7.17",
        ProductId = "00300-30109-0--0",
        SpecCode = "dms.instance.rabbitmq.single.c3.2u4g",
        NodeCount = 1,
        StorageGb = 100,
        StorageSpecCode = "dms.physical.storage.ultra",
        VpcId = host.Credentials.VpcId,
        SubnetId = host.Credentials.SubnetId,
        SecurityGroupId = host.Credentials.SecurityGroupId,
        ZoneIds = host.Credentials.ZoneId,
        EnterpriseProjectId = resident.EnterpriseProject,
        MaintainBegin = "02:00",
        MaintainEnd = "06:00",
        AccessUser = "user",
        AccessPasswordHash = "",
        TlsEnabled = false,
        Addresses = "10.0.0.9",
        UserId = "user",
        UserName = "user",
        CreatedAt = created,
        DeletionRequestedAt = resident.Deleting ? Start.AddDays(1) : null,
        Generation = resident.Changing is null ? 1 : 2,
        Change = resident.Changing ?? ChangeKind.Create,
        ObservedGeneration = resident.HasServed ? 1 : 0,
        Health = resident.Health,
        FailedGeneration = resident.Changing is null ? 1 : 2,
        ProtectedErlangCookie = "",
        ProtectedAgentPassword = "",
        DueAt = Never,
    };
}

internal sealed record Resident(string Name, string EnterpriseProject, bool Deleting, bool HasServed, InstanceHealth Health, ChangeKind? Changing)
{
    public static Resident Running(string name) => new(name, "0", Deleting: false, HasServed: true, InstanceHealth.Healthy, Changing: null);
}
