using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Warren.Engine.Iam.Access;
using Warren.Engine.Iam.Lockout;
using Warren.Engine.Instances;
using Warren.Engine.Store;
using Warren.Engine.Tasks;

namespace Warren.Engine.Audit;

/// <summary>
/// Records one call. What the call changes and the record of it are one transaction: the store asks for the event with each save. What no save recorded, a
/// refusal above all, is written before the answer leaves (<see cref="CompleteAsync"/>).
/// </summary>
public sealed class AuditTrail(IDbContextFactory<StoreContext> stores, TimeProvider clock)
{
    private const int LongestPath = 256;
    private const int LongestMessage = 512;

    private readonly List<AuditEvent> written = [];
    private readonly List<(string ResourceId, string ErrorCode)> refused = [];
    private AuditRequest? request;
    private AuditSubject? subject;

    /// <summary>The call is to be recorded: at the start of one that changes something, and of another once it is refused.</summary>
    public void Begin(AuditRequest call) => request = call;

    /// <summary>Who calls; known later than the call itself, and not always.</summary>
    public void By(AuditSubject caller) => subject = caller;

    /// <summary>A part of the call was refused, whatever the answer as a whole says.</summary>
    public void Refused(string resourceId, string errorCode) => refused.Add((resourceId, errorCode));

    /// <summary>The event that goes with a save; null when there is nothing to record, or it was recorded.</summary>
    internal AuditEvent? EventFor(ChangeTracker changes)
    {
        if (request is not { } call || subject is null)
        {
            return null;
        }

        var entries = changes.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && e.Entity is not (ProofFailures or AuditEvent)).ToList();
        if (entries.Count == 0)
        {
            return null;
        }

        var (id, name) = Resource(call, entries);
        return written.Exists(e => e.ResourceId == id) ? null : Event(call, subject, id, name, call.ExpectedStatus);
    }

    /// <summary>The save with this event succeeded.</summary>
    internal void Written(AuditEvent saved) => written.Add(saved);

    /// <summary>Before the answer leaves: what came of the call.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="errorCode">Of a refusal.</param>
    /// <param name="message">Of a refusal.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>False when nobody's account is known, so that there is nobody who could read a record.</returns>
    public async Task<bool> CompleteAsync(int status, string? errorCode, string? message, CancellationToken ct)
    {
        if (request is not { } call)
        {
            return true;
        }

        if (subject is null)
        {
            return false;
        }

        if (written.Count > 0 && status == call.ExpectedStatus && refused.Count == 0)
        {
            return true;
        }

        await using var store = await stores.CreateDbContextAsync(ct);
        foreach (var saved in status == call.ExpectedStatus ? [] : written)
        {
            // A save whose transaction did not come to its end left nothing behind.
            var rows = await store.AuditEvents.Where(e => e.Id == saved.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Status, status).SetProperty(e => e.ErrorCode, errorCode).SetProperty(e => e.Message, Short(message, LongestMessage)), ct);
            if (rows == 0)
            {
                store.AuditEvents.Add(Event(call, subject, saved.ResourceId, null, status, errorCode, message));
            }
        }

        store.AuditEvents.AddRange(refused.Select(r => Event(call, subject, r.ResourceId, null, status, r.ErrorCode)));
        if (written.Count == 0 && refused.Count == 0)
        {
            store.AuditEvents.Add(Event(call, subject, call.ResourceId, null, status, errorCode, message));
        }

        await store.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>What the call is about: the instance of a task, what was made, or what the path names.</summary>
    private static (string? Id, string? Name) Resource(AuditRequest call, List<EntityEntry> entries)
    {
        if (entries.Select(e => e.Entity).OfType<BackgroundTask>().FirstOrDefault() is { } task)
        {
            return (task.InstanceId, entries.Select(e => e.Entity).OfType<Instance>().FirstOrDefault(i => i.Id == task.InstanceId)?.Name);
        }

        // The type in the action is the plural or the singular of the record's name: vpc:securityGroups:create makes a SecurityGroup.
        var made = call.ResourceId is not null
            ? null
            : entries.Find(e => e.State == EntityState.Added && call.ResourceType.StartsWith(e.Metadata.ClrType.Name, StringComparison.OrdinalIgnoreCase))
                ?? entries.Find(e => e.State == EntityState.Added);
        var changed = made ?? entries.Find(e => e.Metadata.FindProperty("Id") is not null && e.Property("Id").CurrentValue as string == call.ResourceId);
        return (call.ResourceId ?? Text(made, "Id"), Text(changed, "Name"));
    }

    private static string? Text(EntityEntry? entry, string property) => entry?.Metadata.FindProperty(property) is null ? null : entry.Property(property).CurrentValue as string;

    private AuditEvent Event(
        AuditRequest call, AuditSubject who, string? resourceId, string? resourceName, int status, string? errorCode = null, string? message = null)
    {
        var now = clock.GetUtcNow();
        return new AuditEvent
        {
            Id = AuditEventId.New(now),
            Time = now,
            AccountId = who.AccountId,
            AccountName = who.AccountName,
            ProjectId = CallerAccess.IsGlobal(call.Action) ? null : who.ProjectId,
            UserId = who.UserId,
            UserName = Short(who.UserName, LongestPath),
            AccessKey = who.AccessKey,
            Action = call.Action,
            ResourceType = call.ResourceType,
            ResourceId = Short(resourceId, LongestPath),
            ResourceName = resourceName,
            Method = call.Method,
            Path = Short(call.Path, LongestPath)!,
            Status = status,
            ErrorCode = errorCode,
            Message = Short(message, LongestMessage),
            SourceIp = call.SourceIp,
            UserAgent = Short(call.UserAgent, LongestPath),
            RequestId = call.RequestId,
        };
    }

    private static string? Short(string? text, int most) => text?.Length > most ? text[..most] : text;
}
