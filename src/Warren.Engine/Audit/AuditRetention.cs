using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;
using Warren.Engine.Store;

namespace Warren.Engine.Audit;

/// <summary>Deletes what is older than <see cref="AuditOptions.Retention"/>, a little at a time so that nobody has to wait for it.</summary>
public sealed class AuditRetention(IDbContextFactory<StoreContext> stores, IOptions<AuditOptions> options, TimeProvider clock, ILogger<AuditRetention> logger)
    : HourlySweep(clock)
{
    private const int Batch = 500;

    private readonly TimeProvider clock = clock;

    [SuppressMessage("Globalization", "CA1309", Justification = "The database compares; ids are hexadecimal, whose order is the same everywhere.")]
    public override async Task SweepAsync(CancellationToken ct)
    {
        var oldest = AuditEventId.Before(clock.GetUtcNow() - options.Value.Retention);
        int deleted;
        do
        {
            await using var store = await stores.CreateDbContextAsync(ct);
            deleted = await store.AuditEvents.Where(e => string.Compare(e.Id, oldest) < 0).OrderBy(e => e.Id).Take(Batch).ExecuteDeleteAsync(ct);
        }
        while (deleted == Batch);
    }

    protected override void Failed(Exception exception) => Log.SweepFailed(logger, exception);
}
