using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Store;

namespace Warren.Engine.Audit;

/// <summary>Deletes what is older than <see cref="AuditOptions.Retention"/>, at the start and every hour, a little at a time so that nobody has to wait for it.</summary>
internal sealed class AuditRetention(IDbContextFactory<StoreContext> stores, IOptions<AuditOptions> options, TimeProvider clock, ILogger<AuditRetention> logger)
    : BackgroundService
{
    private const int Batch = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Once over all that is too old.</summary>
    [SuppressMessage("Globalization", "CA1309", Justification = "The database compares; ids are hexadecimal, whose order is the same everywhere.")]
    public async Task SweepAsync(CancellationToken ct)
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
                await Task.Delay(Interval, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.SweepFailed(logger, e);
                await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
