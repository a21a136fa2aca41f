using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Instances;

/// <summary>The status that is shown, and the same as a condition for the list's filter.</summary>
public sealed class InstanceStatusRulesTests
{
    [Fact]
    public void In_every_state_exactly_the_condition_of_the_status_shown_holds()
    {
        var conditions = Enum.GetValues<InstanceStatus>().ToDictionary(status => status, status => InstanceStatusRules.Is(status).Compile());

        Assert.All(InstanceRows.InEveryState(), row =>
            Assert.Equal([InstanceStatusRules.Of(row)], conditions.Where(c => c.Value(row)).Select(c => c.Key)));
    }

    [Fact]
    public async Task The_store_finds_by_the_condition_what_shows_the_status()
    {
        await using var engine = await TestEngine.StartAsync();
        await using var store = engine.OpenStore();
        var rows = InstanceRows.InEveryState().ToList();
        store.AddRange(rows);
        await store.SaveChangesAsync();

        foreach (var status in Enum.GetValues<InstanceStatus>())
        {
            var found = await store.Instances.Where(InstanceStatusRules.Is(status)).Select(i => i.Id).ToListAsync();

            Assert.Equal(rows.Where(r => InstanceStatusRules.Of(r) == status).Select(r => r.Id).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_deletion_shows_whatever_else_there_is()
    {
        Assert.All(InstanceRows.InEveryState().Where(r => r.DeletionRequestedAt is not null), row => Assert.Equal(InstanceStatus.Deleting, InstanceStatusRules.Of(row)));
    }

    [Fact]
    public void A_failed_change_shows_until_the_next_order_and_not_beyond_it()
    {
        var row = InstanceRows.InEveryState().First(r => r is { DeletionRequestedAt: null, Health: InstanceHealth.ChangeFailed, ObservedGeneration: 1, Generation: 2, FailedGeneration: 2, Change: ChangeKind.Resize });
        Assert.Equal(InstanceStatus.ResizingFailed, InstanceStatusRules.Of(row));

        row.Generation++;

        Assert.Equal(InstanceStatus.Resizing, InstanceStatusRules.Of(row));
    }

    [Fact]
    public void What_has_never_served_is_being_created_or_has_failed_to_be()
    {
        var young = InstanceRows.InEveryState().Where(r => r.DeletionRequestedAt is null && r.ObservedGeneration == 0);

        // The only status that clients accept between an order and RUNNING (as real clients need it).
        Assert.All(young, row => Assert.Equal(
            row.Health == InstanceHealth.CreateFailed ? InstanceStatus.CreateFailed : InstanceStatus.Creating, InstanceStatusRules.Of(row)));
    }
}
