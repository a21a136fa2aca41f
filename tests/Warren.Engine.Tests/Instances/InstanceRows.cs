using Warren.Engine.Instances;

namespace Warren.Engine.Tests.Instances;

/// <summary>Instances in every state that a row can be in, reachable or not.</summary>
internal static class InstanceRows
{
    public static IEnumerable<Instance> InEveryState() =>
        from deleted in (DateTimeOffset?[])[null, DateTimeOffset.UnixEpoch]
        from health in Enum.GetValues<InstanceHealth>()
        from observed in (long[])[0, 1, 2]
        from generation in (long[])[1, 2]
        from failed in (long[])[0, 1, 2]
        from change in Enum.GetValues<ChangeKind>()
        select Make(row =>
        {
            row.DeletionRequestedAt = deleted;
            row.Health = health;
            row.ObservedGeneration = observed;
            row.Generation = generation;
            row.FailedGeneration = failed;
            row.Change = change;
        });

    private static Instance Make(Action<Instance> state)
    {
        var id = Guid.NewGuid().ToString("D");
        var row = new Instance
        {
            Id = id,
            ProjectId = "0123456789abcdef0123456789abcdef",
            Name = id,
            Description = "",
            EngineVersion = "3.7.17",
            ProductId = "00300-30109-0--0",
            SpecCode = "dms.instance.rabbitmq.single.c3.2u4g",
            NodeCount = 1,
            StorageGb = 100,
            StorageSpecCode = "dms.physical.storage.ultra",
            VpcId = "",
            SubnetId = "",
            SecurityGroupId = "",
            ZoneIds = "",
            EnterpriseProjectId = "0",
            MaintainBegin = "02:00",
            MaintainEnd = "06:00",
            AccessUser = "user",
            AccessPasswordHash = "",
            TlsEnabled = false,
            Addresses = "10.0.0.9",
            UserId = "",
            UserName = "",
            CreatedAt = DateTimeOffset.UnixEpoch,
            Generation = 1,
            ProtectedErlangCookie = "",
            ProtectedAgentPassword = "",
            DueAt = DateTimeOffset.UnixEpoch,
        };
        state(row);
        return row;
    }
}
