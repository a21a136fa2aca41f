using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam;
using Warren.Engine.Store;

namespace Warren.Engine.Audit;

/// <summary>Reads the audit events of the caller's project, newest first, and with the permission those of its account that belong to no project.</summary>
public sealed class AuditService(StoreContext store)
{
    [SuppressMessage("Globalization", "CA1309", Justification = "The database compares; ids are hexadecimal, whose order is the same everywhere.")]
    public async Task<IReadOnlyList<AuditEvent>> ListAsync(Caller caller, AuditFilter filter, CancellationToken ct)
    {
        var events = store.AuditEvents.AsNoTracking()
            .Where(e => e.AccountId == caller.AccountId && (e.ProjectId == caller.ProjectId || (filter.OfAccount && e.ProjectId == null)));
        var from = filter.From is { } first ? AuditEventId.Before(first) : null;
        var to = filter.To is { } last ? AuditEventId.Before(last) : null;
        events = Where(events, from, e => string.Compare(e.Id, from) >= 0);
        events = Where(events, to, e => string.Compare(e.Id, to) < 0);
        events = Where(events, filter.After, e => string.Compare(e.Id, filter.After) < 0);
        events = Where(events, filter.Service, e => e.Action.StartsWith(filter.Service + ":"));
        events = Where(events, filter.Action, e => e.Action == filter.Action);
        events = Where(events, filter.UserName, e => e.UserName == filter.UserName);
        events = Where(events, filter.ResourceType, e => e.ResourceType == filter.ResourceType);
        events = Where(events, filter.ResourceId, e => e.ResourceId == filter.ResourceId);
        events = Where(events, filter.ResourceName, e => e.ResourceName == filter.ResourceName);
        events = Where(events, filter.EventId, e => e.Id == filter.EventId);
        events = Where(events, filter.RequestId, e => e.RequestId == filter.RequestId);
        events = filter.Rating switch
        {
            AuditRating.Normal => events.Where(e => e.Status < 400),
            AuditRating.Warning => events.Where(e => e.Status >= 400 && e.Status < 500),
            AuditRating.Incident => events.Where(e => e.Status >= 500),
            _ => events,
        };
        return await events.OrderByDescending(e => e.Id).Take(filter.Take).ToListAsync(ct);
    }

    private static IQueryable<AuditEvent> Where(IQueryable<AuditEvent> events, string? wanted, Expression<Func<AuditEvent, bool>> matches) =>
        wanted is null ? events : events.Where(matches);
}
